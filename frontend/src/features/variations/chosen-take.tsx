/** What can be done with the chosen cell: use its take, set on the shot what it sets for itself alone, open it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { parametersQuery } from "../../shared/api/parameters";
import { useShortcut } from "../../shared/keys/registry";
import { chosenOf, keyOf } from "../../shared/parameters/models";
import { useValueText } from "../../shared/parameters/use-value-text";
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
  const settings = Object.entries(take.settings ?? {});
  const text = useValueText(settings.map(([, { value }]) => value));
  const parameters = useQuery(parametersQuery(id, { level: "shot", id: cell.shot })).data?.results ?? [];
  const isSet = (name: string, value: unknown) =>
    parameters.some((each) => each.name === name && each.set_here && equal(each.own, value));
  const label = (name: string) => sheet.axes.find(({ parameter }) => parameter === name)?.label ?? name;
  const set = useSetOnShot(id, ({ name, value }) =>
    toast(t("sheet.set-done", { label: label(name), code: cell.code, value: text(value) })),
  );
  const left = settings.filter(([name, { value }]) => !isSet(name, value));
  return (
    <>
      {left.map(([name, { value }]) => (
        <span key={name} title={allowed ? t("sheet.set-why") : (reason ?? undefined)}>
          <Button isDisabled={!allowed || set.saving} onPress={() => set.run({ shot: cell.shot, name, value })}>
            {t("sheet.set", { label: label(name), value: text(value) })}
          </Button>
        </span>
      ))}
      {set.problem && <ProblemNotice error={set.problem} inline />}
    </>
  );
}

/** Whether two values of a parameter are the same: text and numbers as text, a model by its parts. */
const equal = (one: unknown, other: unknown): boolean => {
  const [chosen, beside] = [chosenOf(one), chosenOf(other)];
  return chosen && beside ? keyOf(chosen) === keyOf(beside) : one === other;
};
