/** One member: name and role, which a producer changes in place. */
import { UserMinus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/ui/button";
import { Select } from "../../shared/ui/select";
import { ROLES, type Member, type MemberAsked } from "./queries";

interface MemberRowProps {
  member: Member;
  editable: boolean;
  saving: boolean;
  onAsk: (asked: Exclude<MemberAsked, { act: "add" }>) => void;
}

export function MemberRow({ member, editable, saving, onAsk }: MemberRowProps) {
  const { t } = useTranslation("overview");
  return (
    <li className="flex min-h-10 items-center gap-2 border-line px-3 py-1 compact:min-h-8 compact:py-0 not-first:border-t">
      <span dir="auto" className="min-w-0 flex-1 truncate" title={member.username ?? undefined}>
        {member.name}
      </span>
      {editable ? (
        <>
          <Select
            label={t("role-of", { name: member.name })}
            labelHidden
            className="w-28"
            options={ROLES.map((role) => ({ value: role, label: t(`shell:role.${role}`) }))}
            value={member.role}
            isDisabled={saving}
            onChange={(role) => role !== member.role && onAsk({ act: "change", member, role })}
          />
          <IconButton
            label={t("remove", { name: member.name })}
            icon={<UserMinus size={16} />}
            isDisabled={saving}
            onPress={() => onAsk({ act: "remove", member })}
          />
        </>
      ) : (
        <span className="text-muted">{t(`shell:role.${member.role}`)}</span>
      )}
    </li>
  );
}
