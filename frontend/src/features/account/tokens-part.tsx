/** The tokens of one's programs: made with a name and an end, shown once, revoked here. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { Button } from "../../shared/ui/button";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { NewToken } from "./new-token";
import { revokeToken, tokensQuery, useAct, type Token } from "./queries";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

export function TokensPart() {
  const { t } = useTranslation("account");
  const query = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const revoke = useAct(revokeToken, [keys.myTokens], ({ name }) => toast(t("tokens.done", { name })));
  const button = (
    <Button size="small" icon={<Plus size={14} aria-hidden />} onPress={() => setMaking(true)}>
      {t("tokens.new")}
    </Button>
  );
  return (
    <Section title={t("tokens.title")} action={button}>
      {revoke.problem && <ProblemNotice error={revoke.problem} inline />}
      <QueryView
        query={query}
        isEmpty={(tokens) => tokens.length === 0}
        empty={<p className={`${PANEL} p-4 text-muted`}>{t("tokens.none")}</p>}
      >
        {(tokens) => (
          <ul className={PANEL}>
            {tokens.map((token) => (
              <Row key={token.id} token={token} saving={revoke.saving} onRevoke={() => revoke.run(token)} />
            ))}
          </ul>
        )}
      </QueryView>
      <p className="pt-2 text-label text-muted">{t("tokens.help")}</p>
      {making && <NewToken onClose={() => setMaking(false)} />}
    </Section>
  );
}

function Row({ token, saving, onRevoke }: { token: Token; saving: boolean; onRevoke: () => void }) {
  const { t } = useTranslation("account");
  return (
    <li className="flex min-h-12 items-center gap-3 border-line px-3 py-1.5 not-first:border-t">
      <div className="min-w-0 flex-1">
        <p className="break-words">{token.name}</p>
        <p className="text-label text-muted">
          {t("tokens.made")} <RelativeTime at={token.made_at} /> ·{" "}
          {t("tokens.until", { day: day.format(new Date(token.expires_at)) })} ·{" "}
          {token.used_at === null ? (
            t("tokens.unused")
          ) : (
            <>
              {t("tokens.used")} <RelativeTime at={token.used_at} />
            </>
          )}
        </p>
      </div>
      <Button
        size="small"
        isDisabled={saving}
        onPress={onRevoke}
        aria-label={t("tokens.revoke-of", { name: token.name })}
      >
        {t("tokens.revoke")}
      </Button>
    </li>
  );
}
