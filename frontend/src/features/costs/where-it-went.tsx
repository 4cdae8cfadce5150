/** Where the money went: by person, scene, stage, and the edit or order that it is booked to. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EventLink } from "../../shared/ui/event-link";
import { Money, Seconds } from "../../shared/ui/figures";
import { PANEL, Section } from "../../shared/ui/section";
import type { Share, Spendings } from "./queries";
import { Headings, Table } from "../../shared/ui/table";

export function WhereItWent({ costs }: { costs: Spendings }) {
  const { t } = useTranslation("costs");
  if (costs.people.length === 0)
    return (
      <Section title={t("went")}>
        <p className={`${PANEL} p-4 text-muted`}>{t("nothing")}</p>
      </Section>
    );
  return (
    <div className="flex flex-col gap-6">
      <Section title={t("went-causes")}>
        <Shares
          of={t("cause")}
          rows={costs.causes.map((each) => ({ ...each, id: each.cause.event, name: <Told cause={each} /> }))}
        />
        {costs.more_causes && <p className="pt-2 text-label text-muted">{t("more-causes")}</p>}
      </Section>
      <Section title={t("went-people")}>
        <Shares of={t("person")} rows={costs.people.map(named)} />
      </Section>
      <Section title={t("went-scenes")}>
        <Shares of={t("scene")} rows={costs.scenes.map(named)} />
      </Section>
      <Section title={t("went-stages")}>
        <Shares of={t("stage")} rows={costs.stages.map(named)} />
      </Section>
    </div>
  );
}

type Row = Pick<Share, "spent" | "seconds" | "stages" | "wasted" | "wasted_seconds"> & { id: string; name: ReactNode };

const named = ({ of, name, ...rest }: Share): Row => ({ ...rest, id: of, name });

function Told({ cause: { cause, who, sentence } }: { cause: Spendings["causes"][number] }) {
  const { t } = useTranslation("costs");
  if (cause.position === null) return <>{t("elsewhere")}</>;
  return <EventLink position={cause.position}>{`${who}: ${sentence}`}</EventLink>;
}

function Shares({ of, rows }: { of: string; rows: readonly Row[] }) {
  const { t } = useTranslation("costs");
  return (
    <Table least="min-w-xl">
      <Headings>
        <th>{of}</th>
        <th className="w-20 text-right">{t("stages")}</th>
        <th className="w-28 text-right">{t("seconds")}</th>
        <th className="w-32 text-right">{t("money")}</th>
        <th className="w-36 text-right" title={t("wasted-help")}>
          {t("wasted")}
        </th>
      </Headings>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="border-t border-line align-top [&>td]:px-3 [&>td]:py-1.5">
            <td dir="auto" className="break-words">
              {row.name}
            </td>
            <td className="numbers text-right">{row.stages}</td>
            <td className="text-right">
              <Seconds value={row.seconds} />
            </td>
            <td className="text-right">
              <Money value={row.spent} />
            </td>
            <td className="text-right">
              <Waste row={row} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Seconds and money of attempts that ended without a result; a dash where there were none. */
function Waste({ row }: { row: Row }) {
  if (row.wasted_seconds === 0) return <span className="text-muted">–</span>;
  return (
    <>
      <Seconds value={row.wasted_seconds} />
      {Number(row.wasted.amount) > 0 && (
        <>
          {" · "}
          <Money value={row.wasted} />
        </>
      )}
    </>
  );
}
