/** For which shots a stage is: terms chosen from menus, or the same as text; what is no condition is said while typing. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { parametersQuery } from "../../shared/api/parameters";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { useInputName } from "./condition-text";
import { firstTerm, inputsOf, isWhole, termsOf, textOf, type ConditionInput, type Term } from "./conditions";
import type { Graph, Kind } from "./graph";
import { kindsQuery } from "./queries";
import { TermRow } from "./term-row";

const LANGUAGE = "parameter:language";

interface ConditionFieldProps {
  graph: Graph;
  kinds: readonly Kind[];
  when: string;
  onChange: (when: string) => void;
}

export function ConditionField({ graph, kinds, when, onChange }: ConditionFieldProps) {
  const { t } = useTranslation("pipeline");
  const name = useInputName();
  const inputs = inputsOf(useQuery(kindsQuery).data?.conditions ?? [], graph, kinds);
  const begin = useFirstTerm();
  const terms = termsOf(when);
  const write = (next: readonly Term[]) => onChange(textOf(next));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 text-label font-medium text-muted">{t("when.label")}</legend>
      {terms?.length === 0 && <p className="text-body">{t("when.always")}</p>}
      {terms && (
        <>
          <ul className="flex flex-col gap-2">
            {terms.map((term, index) => (
              <TermRow
                // A term has no name of its own: it is the first, the second, …
                key={index}
                number={index + 1}
                term={term}
                inputs={inputs}
                onChoose={(input) => write(terms.with(index, begin(input, term.or)))}
                onChange={(change) => write(terms.with(index, { ...term, ...change }))}
                onRemove={() => write(terms.filter((_, place) => place !== index))}
              />
            ))}
          </ul>
          <Menu
            placement="bottom start"
            trigger={
              <Button size="small" className="self-start" icon={<Plus size={14} aria-hidden />}>
                {t("when.add")}
              </Button>
            }
          >
            {inputs.map((input) => (
              <MenuItem key={input.key} label={name(input)} onAction={() => write([...terms, begin(input, false)])} />
            ))}
          </Menu>
        </>
      )}
      <Field
        label={t("when.text")}
        help={t("when.help")}
        value={when}
        maxLength={200}
        mono
        placeholder={t("when.always")}
        error={isWhole(when) ? null : t(terms ? "when.unfinished" : "when.unread")}
        onChange={onChange}
      />
    </fieldset>
  );
}

/** What a term asks at first: of the language, whether it is another than that of the production. */
function useFirstTerm(): (input: ConditionInput, or: boolean) => Term {
  const { id } = useProduction();
  const language = useQuery(parametersQuery(id, { level: "production", id })).data?.results.find(
    ({ name }) => name === "language",
  )?.value;
  return (input, or) =>
    input.key === LANGUAGE && typeof language === "string"
      ? { key: LANGUAGE, asks: "other", value: language, or }
      : firstTerm(input, or);
}
