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
      <Shares
        title={t("went-causes")}
        of={t("cause")}
        rows={costs.causes.map((each) => ({ ...each, id: each.cause.event, name: <Told cause={each} /> }))}
      >
        {costs.more_causes && <p className="pt-2 text-label text-muted">{t("more-causes")}</p>}
      </Shares>
      <Shares title={t("went-people")} of={t("person")} rows={costs.people.map(named)} />
      <Shares title={t("went-scenes")} of={t("scene")} rows={costs.scenes.map(named)} />
      <Shares title={t("went-stages")} of={t("stage")} rows={costs.stages.map(named)} />
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

interface SharesProps {
  title: string;
  /** What a row is. */
  of: string;
  rows: readonly Row[];
  children?: ReactNode;
}

function Shares({ title, of, rows, children }: SharesProps) {
  const { t } = useTranslation("costs");
  return (
    <Section title={title}>
      <Table least="min-w-xl" label={title}>
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
            <tr key={row.id} className="border-t border-line align-top [&>td]:px-3 [&>td]:py-1.5 compact:[&>td]:py-0.5">
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
      {children}
    </Section>
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
