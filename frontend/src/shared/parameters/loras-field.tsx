/** The field for LoRAs: those that are put beside a model, each with its scale, and one more to choose. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { components } from "../api/schema";
import { IconButton } from "../ui/button";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { choicesOf, chosenFrom, keyOf, modelsQuery, scaledOf, type Scaled } from "./models";
import { useValueText } from "./use-value-text";
import "./words";

type Parameter = components["schemas"]["Parameter"];

const MORE = "more";
const WHOLE = "1";

interface LorasFieldProps {
  parameter: Parameter;
  value: unknown;
  onChange: (value: unknown) => void;
  isDisabled: boolean;
  error: string | null;
}

export function LorasField({ parameter, value, onChange, isDisabled, error }: LorasFieldProps) {
  const { t } = useTranslation("loras");
  const { data, isError } = useQuery(modelsQuery);
  const listed = scaledOf(value) ?? [];
  const text = useValueText(listed);
  const choices = choicesOf(data ?? [], parameter.options, null);
  const others = choices.filter((each) => !listed.some(({ id }) => id === each.id));
  const write = (next: Scaled[]) => onChange(next.length > 0 ? next : null);
  return (
    <div role="group" aria-label={t("title")} className="flex flex-col gap-2">
      {listed.length === 0 && <p className="text-body text-muted">{t("none")}</p>}
      <ul className="flex flex-col gap-2">
        {listed.map((each) => {
          const name = text({ id: each.id, digest: each.digest });
          return (
            <li key={each.id} className="flex items-end gap-2">
              <span dir="auto" className="min-w-0 flex-1 self-center break-words">
                {name}
              </span>
              <Field
                label={t("scale", { name })}
                value={each.scale}
                onChange={(scale) => write(listed.map((one) => (one.id === each.id ? { ...one, scale } : one)))}
                className="w-28"
                mono
                inputMode="decimal"
                isDisabled={isDisabled}
              />
              <IconButton
                label={t("remove", { name })}
                icon={<X size={14} aria-hidden />}
                onPress={() => write(listed.filter(({ id }) => id !== each.id))}
                isDisabled={isDisabled}
              />
            </li>
          );
        })}
      </ul>
      {others.length > 0 && (
        <Select
          label={t("add")}
          options={[
            { value: MORE, label: t("choose") },
            ...others.map((each) => ({ value: keyOf(each), label: `${text(each)}${basesOf(data ?? [], each.id)}` })),
          ]}
          value={MORE}
          onChange={(picked) => picked !== MORE && write([...listed, { ...chosenFrom(picked), scale: WHOLE }])}
          isDisabled={isDisabled}
        />
      )}
      <p className="text-label text-muted">{t("help", { least: parameter.least, most: parameter.most })}</p>
      {isError && <p className="text-body text-muted">{t("parameters:model.failed")}</p>}
      {data && choices.length === 0 && (
        <p className="text-body text-muted">
          {t("empty")}{" "}
          <Link to={"/models" as "/productions"} className="text-accent hover:underline">
            {t("parameters:model.register")}
          </Link>
        </p>
      )}
      {error && <p className="text-body text-danger">{error}</p>}
    </div>
  );
}

/** For which models a LoRA is, behind its name. */
function basesOf(models: readonly components["schemas"]["Model"][], id: string): string {
  const bases = models.find((each) => each.id === id)?.versions[0]?.lora?.bases ?? [];
  return bases.length > 0 ? ` · ${bases.join(", ")}` : "";
}
