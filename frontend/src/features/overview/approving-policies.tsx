/** How many must approve a take, of which roles, and whether a final approval follows. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Production } from "../../shared/api/productions";
import { membersQuery } from "../../shared/notes/members";
import { Checkbox } from "../../shared/ui/field";
import { Select } from "../../shared/ui/select";
import "../../shared/verdicts/approving-words";
import type { SettingAsked } from "./queries";

const COUNTS = [
  ["approvals", 1],
  ["approvals_of_reviewers", 0],
  ["approvals_of_producers", 0],
] as const;
const MOST = 20;

interface ApprovingProps {
  production: Production;
  fixed: boolean;
  onChange: (asked: SettingAsked) => void;
}

export function ApprovingPolicies({ production, fixed, onChange }: ApprovingProps) {
  const { t } = useTranslation("approving");
  const members = useQuery(membersQuery(production.id)).data?.results ?? [];
  const wanted = Object.fromEntries(COUNTS.map(([name, least]) => [name, Number(production.policies[name] ?? least)]));
  const [reviewers, producers] = ["reviewer", "producer"].map(
    (role) => members.filter((each) => each.role === role).length,
  );
  const short =
    members.length > 0 &&
    ((wanted.approvals_of_reviewers ?? 0) > (reviewers ?? 0) ||
      (wanted.approvals_of_producers ?? 0) > (producers ?? 0) ||
      (wanted.approvals ?? 1) > (reviewers ?? 0) + (producers ?? 0));
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-form font-medium">{t("policies.title")}</legend>
      <div className="flex flex-wrap gap-3">
        {COUNTS.map(([name, least]) => (
          <Select
            key={name}
            label={t(`policies.${name}`)}
            options={Array.from({ length: MOST + 1 - least }, (_, index) => String(index + least)).map((value) => ({
              value,
              label: value,
            }))}
            value={String(wanted[name])}
            isDisabled={fixed}
            onChange={(value) => onChange({ policies: { [name]: Number(value) } })}
          />
        ))}
      </div>
      <Checkbox
        isSelected={production.policies.final_approval === true}
        isDisabled={fixed}
        onChange={(final_approval) => onChange({ policies: { final_approval } })}
      >
        {t("policies.final_approval")}
      </Checkbox>
      {short && (
        <p role="status" className="text-body text-changes">
          {t("policies.too-few")}
        </p>
      )}
    </fieldset>
  );
}
