/** Which inputs changed between two takes, before and after. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { takeQuery, type Take } from "../player/takes";
import { useProduction } from "../routing/use-production";
import { QueryView } from "../ui/query-view";
import { differences } from "./differences";
import { useInputText, useNames } from "./naming";

interface Compared {
  before: Take;
  after: Take;
  /** What names the two, where a number alone would not do. */
  names?: readonly [string, string];
}

/** Which inputs changed between two takes, also of two shots. */
export function TakeDifferences({ before, after, names }: Compared) {
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
              <Rows
                before={before}
                after={after}
                documents={[one.documents, other.documents]}
                names={names ?? [`v${before.number}`, `v${after.number}`]}
              />
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
  names,
}: Required<Compared> & { documents: [Record<string, unknown>, Record<string, unknown>] }) {
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
          <Side of={names[0]} value={each.before} />
          <Side of={names[1]} value={each.after} />
        </li>
      ))}
    </ul>
  );
}

function Side({ of, value }: { of: string; value: unknown }) {
  const { t } = useTranslation("shot");
  const text = useInputText([value]);
  return (
    <p className="flex gap-2 border-t border-line px-2 py-1 text-form">
      <span className="numbers max-w-20 min-w-6 shrink-0 text-label leading-[18px] text-muted">{of}</span>
      <span dir="auto" className="min-w-0 break-words whitespace-pre-line">
        {text(value) || <span className="text-idle">{t("inputs.none")}</span>}
      </span>
    </p>
  );
}
