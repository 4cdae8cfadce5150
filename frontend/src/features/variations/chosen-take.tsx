/** What can be done with the chosen cell: use its take, set on the shot what it sets for itself alone, open it. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { valueText } from "../../shared/lib/value-text";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Keys } from "../../shared/ui/keys";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import type { ContactSheet, SheetCell } from "./layout";
import { useSetOnShot, useTake } from "./queries";

type Take = NonNullable<SheetCell["take"]>;

export function ChosenTake({
  sheet,
  cell,
  where,
}: {
  sheet: ContactSheet;
  cell: SheetCell | undefined;
  where: string;
}) {
  const { t } = useTranslation("variations");
  const { id } = useProduction();
  if (!cell) return <p className="text-form text-muted">{t("sheet.choose")}</p>;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <p className="min-w-0 text-form">
        <span className="numbers font-medium">{cell.code}</span> {where}
      </p>
      {cell.take ? (
        <Acts key={cell.take.id} sheet={sheet} cell={cell} take={cell.take} />
      ) : (
        <p className="text-form text-muted">
          {t(`sheet.state.${cell.state}`)}
          {cell.reason && `: ${cell.reason}`}{" "}
          {cell.state === "failed" && (
            <Link to={`/p/${id}/queue` as "/productions"} className="text-accent underline">
              {t("sheet.again")}
            </Link>
          )}
        </p>
      )}
    </div>
  );
}

function Acts({ sheet, cell, take }: { sheet: ContactSheet; cell: SheetCell; take: Take }) {
  const { t } = useTranslation("variations");
  const { id, may } = useProduction();
  const { allowed, reason } = may("select", sheet.can);
  const use = useTake(id, cell, () => toast(t("sheet.used", { code: cell.code, number: take.number })));
  useShortcut({
    id: "variations.use",
    label: t("sheet.use"),
    group: t("sheet.title"),
    keys: "v",
    enabled: allowed && !take.in_use && !use.saving,
    run: () => use.run(take.id),
  });
  return (
    <>
      {!take.in_use && (
        <span title={allowed ? undefined : (reason ?? undefined)}>
          <Button kind="primary" isDisabled={!allowed || use.saving} onPress={() => use.run(take.id)}>
            {t("sheet.use")}
            <Keys keys="v" />
          </Button>
        </span>
      )}
      <OnShot sheet={sheet} cell={cell} take={take} />
      <Link
        to={`/p/${id}/shots/${cell.shot}` as "/productions"}
        search={{ take: take.id } as object}
        className="text-form text-accent underline"
      >
        {t("sheet.open")}
      </Link>
      {use.problem && <ProblemNotice error={use.problem} inline />}
    </>
  );
}

/** The values that the take sets for itself alone, as far as the shot does not have them. */
function OnShot({ sheet, cell, take }: { sheet: ContactSheet; cell: SheetCell; take: Take }) {
  const { t } = useTranslation("variations");
  const { id, may } = useProduction();
  const { allowed, reason } = may("set", sheet.can);
  const label = (name: string) => sheet.axes.find(({ parameter }) => parameter === name)?.label ?? name;
  const set = useSetOnShot(id, ({ name, value }) =>
    toast(t("sheet.set-done", { label: label(name), code: cell.code, value: valueText(value) })),
  );
  const settings = Object.entries(take.settings ?? {});
  if (settings.length === 0) return null;
  return (
    <>
      {settings.map(([name, { value }]) => (
        <span key={name} title={allowed ? t("sheet.set-why") : (reason ?? undefined)}>
          <Button isDisabled={!allowed || set.saving} onPress={() => set.run({ shot: cell.shot, name, value })}>
            {t("sheet.set", { label: label(name), value: valueText(value) })}
          </Button>
        </span>
      ))}
      {set.problem && <ProblemNotice error={set.problem} inline />}
    </>
  );
}
