/** The work on a shot: who does it, until when, how urgent it is and how far; each change is saved at once. */
import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "../../shared/api/session";
import { PRIORITIES, sayWork, worksQuery, type SetWork, type WorkOnShot, type Works } from "../../shared/api/works";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { IconButton } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { Section } from "../../shared/ui/section";
import { Select } from "../../shared/ui/select";
import "./work-words";

const NOTHING = "-";

export function WorkPanel({ shot }: { shot: string }) {
  const { t } = useTranslation("shot-work");
  const { data } = useQuery(worksQuery(useProduction().id));
  if (!data) return null;
  const said = data.work.find((each) => each.shot === shot);
  const nothing: WorkOnShot = { shot, version: 0, assignees: [], due: null, priority: null, status: null };
  return (
    <Section title={t("title")}>
      <Said works={data} said={said ?? nothing} />
    </Section>
  );
}

function Said({ works, said }: { works: Works; said: WorkOnShot }) {
  const { t } = useTranslation("shot-work");
  const { id, may } = useProduction();
  const person = useQuery(sessionQuery).data?.person?.person ?? "";
  const assign = may("assign_work");
  const own = assign.allowed || (may("do_work").allowed && said.assignees.includes(person));
  const say = useCommand({
    call: (part: Omit<SetWork, "shot" | "version">, key) =>
      sayWork(id, [{ shot: said.shot, version: said.version, ...part }], key),
    renews: [keys.works(id), keys.myWork, keys.session],
  });
  const off = !assign.allowed || say.saving;
  const others = works.people.filter((each) => each.active && !said.assignees.includes(each.person));
  const status = works.statuses.find((each) => each.id === said.status);
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label={t("assignees")} className="flex flex-wrap gap-1 text-form">
        {said.assignees.length === 0 && <li className="text-muted">{t("nobody")}</li>}
        {said.assignees.map((each) => {
          const known = works.people.find(({ person: other }) => other === each);
          const name = known?.active ? known.name : t("left", { name: known?.name ?? "?" });
          return (
            <li key={each} className="flex items-center gap-1 rounded-full border border-line bg-raised pl-2">
              <span dir="auto">{name}</span>
              <IconButton
                label={t("take", { name })}
                icon={<X size={12} />}
                isDisabled={off}
                onPress={() => say.run({ assignees: said.assignees.filter((other) => other !== each) })}
              />
            </li>
          );
        })}
      </ul>
      {assign.allowed && others.length > 0 && (
        <Select
          label={t("give")}
          value={NOTHING}
          isDisabled={off}
          onChange={(chosen) => chosen !== NOTHING && say.run({ assignees: [...said.assignees, chosen] })}
          options={[
            { value: NOTHING, label: t("choose") },
            ...others.map((each) => ({ value: each.person, label: each.name })),
          ]}
        />
      )}
      <div className="flex flex-wrap gap-3">
        <Select
          label={t("status")}
          className="min-w-32 flex-1"
          value={said.status ?? NOTHING}
          isDisabled={!own || say.saving}
          onChange={(chosen) => say.run({ status: chosen === NOTHING ? null : chosen })}
          options={[
            { value: NOTHING, label: t("nothing") },
            ...(status?.retired ? [{ value: status.id, label: t("retired", { status: status.name }) }] : []),
            ...works.statuses.filter((each) => !each.retired).map((each) => ({ value: each.id, label: each.name })),
          ]}
        />
        <Select
          label={t("priority")}
          className="min-w-28 flex-1"
          value={said.priority ?? NOTHING}
          isDisabled={off}
          onChange={(chosen) => say.run({ priority: PRIORITIES.find((each) => each === chosen) ?? null })}
          options={[
            { value: NOTHING, label: t("nothing") },
            ...PRIORITIES.map((each) => ({ value: each, label: t(`priorities.${each}`) })),
          ]}
        />
        <Due key={said.due} due={said.due} off={off} onChange={(due) => say.run({ due })} />
      </div>
      {!assign.allowed && assign.reason && <p className="text-label text-muted">{assign.reason}</p>}
      {say.problem && <ProblemNotice error={say.problem} inline />}
    </div>
  );
}

/** A day is whole or none as the browser gives it, so each that comes is meant. */
function Due({ due, off, onChange }: { due: string | null; off: boolean; onChange: (due: string | null) => void }) {
  const { t } = useTranslation("shot-work");
  return (
    <Field
      label={t("due")}
      className="min-w-36 flex-1"
      type="date"
      isDisabled={off}
      defaultValue={due ?? ""}
      onBlur={(event) => {
        const said = (event.target as HTMLInputElement).value || null;
        if (said !== due) onChange(said);
      }}
    />
  );
}
