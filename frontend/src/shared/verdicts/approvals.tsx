/** Who has approved a take while others must do so too, and how many are lacking; whoever did can take it back. */
import { useTranslation } from "react-i18next";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { actOnTake, type Take } from "../player/takes";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { toast } from "../ui/toast";
import { after, canAllBeFinal, endorsersOf, isShared, waitingPorts, type Awaits } from "./approving";
import "./approving-words";

type Counted = Pick<Awaits, "reviewers" | "producers">;
const list = new Intl.ListFormat("en");

/** ", of them 1 by a reviewer", where roles count. */
function useRoles(): (lacking: Counted) => string {
  const { t } = useTranslation("approving");
  return ({ reviewers, producers }) => {
    const roles = [
      ...(reviewers > 0 ? [t("reviewers", { count: reviewers })] : []),
      ...(producers > 0 ? [t("producers", { count: producers })] : []),
    ];
    return roles.length > 0 ? t("of", { roles: list.format(roles) }) : "";
  };
}

function useGiven(): (ports: Take["ports"]) => string {
  const { t } = useTranslation("approving");
  return (ports) => {
    const names = endorsersOf(ports).map(({ name, role }) => t("by", { name, role: t(`role.${role}`) }));
    return names.length > 0 ? t("given", { names: list.format(names) }) : "";
  };
}

/** One line beside a take; nothing where one approval is enough, and none was given. */
export function Approvals({ take }: { take: Pick<Take, "id" | "shot" | "number" | "version" | "ports" | "awaits"> }) {
  const { t } = useTranslation("approving");
  const { id, may } = useProduction();
  const [roles, given] = [useRoles(), useGiven()(take.ports)];
  const act = useCommand({
    call: (_: null, key) => actOnTake(take, { do: "withdraw", reason: "", ports: waitingPorts(take.ports) }, key),
    onDone: () => toast(t("taken-back", { number: take.number })),
    renews: [keys.takes(id, take.shot), keys.of(id, "take"), keys.review(id)],
  });
  const { awaits } = take;
  if (!awaits || !isShared(awaits)) return null;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-panel px-3 py-1 text-body">
      <p data-testid="approvals">
        {[
          given,
          awaits.approvals > 0 && t("lacking", { count: awaits.approvals, of: roles(awaits) }),
          awaits.final && t("final"),
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
      {awaits.mine && may("review").allowed && (
        <Button size="small" kind="quiet" isDisabled={act.saving} onPress={() => act.run(null)}>
          {t("take-back")}
        </Button>
      )}
      {act.problem && <ProblemNotice error={act.problem} inline onRetry={act.reset} />}
    </div>
  );
}

type Judged = Pick<Take, "ports" | "awaits">;

/** What an approval would come to, before it is given. */
export function Prospect({ take, final }: { take: Judged; final: boolean }) {
  const { t } = useTranslation("approving");
  const { production } = useProduction();
  const [roles, given] = [useRoles(), useGiven()(take.ports)];
  const { awaits } = take;
  if (!awaits || !production || !isShared(awaits)) return null;
  const left = after(awaits, production.role);
  const more = left.approvals > 0;
  const words = [
    given,
    awaits.mine && t("mine"),
    more && t(awaits.mine ? "lacking" : "after-mine", { count: left.approvals, of: roles(left) }),
    awaits.final && !final && t(more || awaits.mine ? "final" : "final-after"),
    !more && (final || !awaits.final) && t("with-mine"),
  ];
  return (
    <p data-testid="prospect" className="text-body">
      {words.filter(Boolean).join(" ")}
    </p>
  );
}

interface FinalProps {
  takes: readonly Judged[];
  chosen: boolean;
  onChoose: (final: boolean) => void;
}

/** Whether the approval is the final one, for whom that can be said of all the takes. */
export function FinalChoice({ takes, chosen, onChoose }: FinalProps) {
  const { t } = useTranslation("approving");
  const { production } = useProduction();
  if (!production || !canAllBeFinal(takes, production.role)) return null;
  return (
    <Checkbox isSelected={chosen} onChange={onChoose}>
      {t("is-final")}
    </Checkbox>
  );
}
