/** Two takes side by side: which inputs changed between them. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { takeQuery, type Take } from "../../shared/player/takes";
import { differences } from "./differences";
import { useInputText, useNames } from "./naming";

interface DifferencesTabProps {
  takes: readonly Take[];
  take: Take | undefined;
  against: Take | undefined;
  onAgainst: (take: string) => void;
}

export function DifferencesTab({ takes, take, against, onAgainst }: DifferencesTabProps) {
  const { t } = useTranslation("shot");
  if (!take || !against) return <p className="p-4 text-form text-muted">{t("differences.one")}</p>;
  const others = takes.filter((each) => each.id !== take.id);
  return (
    <div className="flex flex-col gap-3 p-3">
      <Select
        label={t("differences.against", { number: take.number })}
        value={against.id}
        onChange={onAgainst}
        options={others.map((each) => ({ value: each.id, label: t("takes.number", { number: each.number }) }))}
      />
      <Table before={against} after={take} />
    </div>
  );
}

function Table({ before, after }: { before: Take; after: Take }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const old = useQuery(takeQuery(id, before.id));
  const now = useQuery(takeQuery(id, after.id));
  return (
    <QueryView query={old}>
      {({ take: one }) => (
        <QueryView query={now}>
          {({ take: other }) =>
            one.documents && other.documents ? (
              <Rows before={before} after={after} documents={[one.documents, other.documents]} />
            ) : (
              <p className="text-form text-muted">{t("differences.forbidden")}</p>
            )
          }
        </QueryView>
      )}
    </QueryView>
  );
}

function Rows({
  before,
  after,
  documents,
}: {
  before: Take;
  after: Take;
  documents: [Record<string, unknown>, Record<string, unknown>];
}) {
  const { t } = useTranslation("shot");
  const { name } = useNames();
  const found = differences(...documents);
  if (found.length === 0)
    return (
      <p className="text-form">
        {t(before.content === after.content ? "differences.same" : "differences.same-inputs")}
      </p>
    );
  return (
    <ul className="flex flex-col gap-3">
      {found.map((each) => (
        <li key={each.key} className="overflow-hidden rounded-md border border-line">
          <p className="flex justify-between gap-2 bg-raised px-2 py-1 text-body">
            <span className="font-medium">{name(each.key)}</span>
            <span className="truncate text-muted">{t("differences.read-by", { stages: each.stages.join(", ") })}</span>
          </p>
          <Side number={before.number} value={each.before} />
          <Side number={after.number} value={each.after} />
        </li>
      ))}
    </ul>
  );
}

function Side({ number, value }: { number: number; value: unknown }) {
  const { t } = useTranslation("shot");
  const text = useInputText([value]);
  return (
    <p className="flex gap-2 border-t border-line px-2 py-1 text-form">
      <span className="numbers w-6 shrink-0 text-label leading-[18px] text-muted">v{number}</span>
      <span dir="auto" className="min-w-0 break-words whitespace-pre-line">
        {text(value) || <span className="text-idle">{t("inputs.none")}</span>}
      </span>
    </p>
  );
}
