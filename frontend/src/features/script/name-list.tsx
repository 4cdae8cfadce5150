/** People, groups, places or things that the script names: where first, how often, how they look, and who is the same. */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { SearchField } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import { nameKey } from "./proposal-rows";
import type { NameKind } from "./proposal";
import { LineButton } from "./shot-detail";
import type { Deciding } from "./use-deciding";

export interface ListedName {
  name: string;
  kind: NameKind;
  line: number;
  aliases?: readonly string[];
  /** What the introduction says, by part; what it does not say is empty. */
  look?: Readonly<Record<string, string>>;
  /** False: heard, and never in the picture. */
  seen?: boolean;
  /** The place that a place lies in; empty for none. */
  parent?: string;
}

interface NameListProps {
  label: string;
  names: readonly ListedName[];
  uses: ReadonlyMap<string, number>;
  deciding: Deciding;
  onLine: (line: number) => void;
}

export function NameList({ label, names, uses, deciding, onLine }: NameListProps) {
  const { t } = useTranslation("script");
  const [only, setOnly] = useState("");
  const wanted = only.trim().toLowerCase();
  const shown = useMemo(
    () =>
      names
        .filter(({ name, aliases }) => [name, ...(aliases ?? [])].some((each) => each.toLowerCase().includes(wanted)))
        .toSorted((one, other) => countOf(uses, other) - countOf(uses, one) || one.line - other.line),
    [names, wanted, uses],
  );
  if (names.length === 0) return <p className="p-3 text-form text-muted">{t("proposal.none-named")}</p>;
  return (
    <div className="flex flex-col gap-2 p-3">
      <SearchField label={t("proposal.find-name")} value={only} onChange={setOnly} />
      {shown.length === 0 && <p className="text-form text-muted">{t("proposal.no-such-name")}</p>}
      <ul aria-label={label}>
        {shown.map((each) => (
          <Name
            key={nameKey(each.kind, each.name)}
            name={each}
            uses={countOf(uses, each)}
            others={names.filter((other) => other !== each)}
            deciding={deciding}
            onLine={onLine}
          />
        ))}
      </ul>
    </div>
  );
}

const countOf = (uses: ReadonlyMap<string, number>, { kind, name }: ListedName) => uses.get(nameKey(kind, name)) ?? 0;

interface NameProps {
  name: ListedName;
  uses: number;
  others: readonly ListedName[];
  deciding: Deciding;
  onLine: (line: number) => void;
}

function Name({
  name: { name, kind, aliases = [], line, look = {}, seen = true, parent },
  uses,
  others,
  deciding,
  onLine,
}: NameProps) {
  const { t } = useTranslation("script");
  const [merging, setMerging] = useState(false);
  const said = Object.entries(look).filter(([, words]) => words !== "");
  return (
    <li className="flex flex-col gap-1 border-t border-line py-2 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2">
        <bdi className="text-form font-medium">{name}</bdi>
        <span className="text-body text-muted">{t(`proposal.kind.${kind}`)}</span>
        <span className="flex-1" />
        {others.length > 0 && (
          <Button
            size="small"
            isDisabled={!deciding.allowed}
            aria-expanded={merging}
            aria-label={t("proposal.same-one", { name })}
            onPress={() => setMerging(!merging)}
          >
            {t("proposal.same")}
          </Button>
        )}
        <Button
          size="small"
          isDisabled={!deciding.allowed}
          aria-label={t("proposal.no-one", { what: t(`proposal.no.${kind}`), name })}
          onPress={() => deciding.refuse(name, kind, line)}
        >
          {t(`proposal.no.${kind}`)}
        </Button>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 text-body text-muted">
        <LineButton line={line} onLine={onLine} />
        <span>{t("proposal.in-shots", { count: uses })}</span>
        {!seen && <span>{t("proposal.unseen-person")}</span>}
        {parent && <span>{t("proposal.lies-in", { parent })}</span>}
        {aliases.length > 0 && <bdi>{t("proposal.also", { names: aliases.join(", ") })}</bdi>}
      </p>
      {said.length > 0 && (
        <dl className="flex flex-wrap gap-x-3 text-body">
          <dt className="text-muted">{t("proposal.as-read")}</dt>
          {said.map(([part, words]) => (
            <dd key={part}>
              <span className="text-muted">{t(`proposal.look.${part}`, { defaultValue: part })}</span>{" "}
              <bdi>{words}</bdi>
            </dd>
          ))}
        </dl>
      )}
      {merging && (
        <Select
          label={t("proposal.same-as", { name })}
          options={others.map((each) => ({ value: nameKey(each.kind, each.name), label: each.name }))}
          value={null}
          onChange={(chosen) => {
            const of = others.find((each) => nameKey(each.kind, each.name) === chosen);
            setMerging(false);
            if (of) deciding.same(name, of.name, of.kind, line);
          }}
          className="max-w-72"
        />
      )}
    </li>
  );
}
