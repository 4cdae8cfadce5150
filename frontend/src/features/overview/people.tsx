/** Who works on the production, in which role; a producer adds, changes and removes. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { toast } from "../../shared/ui/toast";
import { AddMember } from "./add-member";
import { MemberRow } from "./member-row";
import { membersQuery, writeMember, type MemberAsked } from "./queries";
import { PANEL, Section } from "../../shared/ui/section";

export function People() {
  const { t } = useTranslation("overview");
  const { id, may } = useProduction();
  const [adding, setAdding] = useState(false);
  const query = useQuery(membersQuery(id));
  const change = useCommand({
    call: (asked: Exclude<MemberAsked, { act: "add" }>, key) => writeMember(id, asked, key),
    renews: [keys.members(id), keys.production(id)],
    onDone: (done, asked) => toast(t(`done.${asked.act}`, { name: done.name, role: t(`shell:role.${done.role}`) })),
  });
  const allowed = may("change_members").allowed;
  const add = allowed && (
    <Button size="small" icon={<Plus size={14} aria-hidden />} onPress={() => setAdding(true)}>
      {t("add")}
    </Button>
  );
  return (
    <Section title={t("members")} action={add}>
      {change.problem && <ProblemNotice error={change.problem} inline />}
      <QueryView query={query}>
        {({ results }) => (
          <ul className={PANEL}>
            {results.map((member) => (
              <MemberRow
                key={member.person}
                member={member}
                editable={allowed}
                onAsk={change.run}
                saving={change.saving}
              />
            ))}
          </ul>
        )}
      </QueryView>
      <AddMember open={adding} onClose={() => setAdding(false)} />
    </Section>
  );
}
