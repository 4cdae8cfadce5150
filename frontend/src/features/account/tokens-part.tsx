/** The tokens of one's programs: made with a name and an end, shown once, revoked here. */
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../shared/live/query-keys";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { RelativeTime } from "../../shared/ui/figures";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import { NewToken } from "./new-token";
import { revokeAll, revokeToken, tokensQuery, useAct, type Token } from "./queries";

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

export function TokensPart() {
  const { t } = useTranslation("account");
  const query = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const [sure, setSure] = useState(false);
  const revoke = useAct(revokeToken, [keys.myTokens], ({ name }) => toast(t("tokens.done", { name })));
  const all = useAct(revokeAll, [keys.myTokens], ({ revoked }) => toast(t("tokens.all-done", { count: revoked })));
  const revokeThem = () => {
    setSure(false);
    all.run();
  };
  const buttons = (
    <div className="flex gap-2">
      <Button size="small" kind="danger" isDisabled={!query.data?.length || all.saving} onPress={() => setSure(true)}>
        {t("tokens.all")}
      </Button>
      <Button size="small" icon={<Plus size={14} aria-hidden />} onPress={() => setMaking(true)}>
        {t("tokens.new")}
      </Button>
    </div>
  );
  return (
    <Section title={t("tokens.title")} action={buttons}>
      {(revoke.problem ?? all.problem) && <ProblemNotice error={revoke.problem ?? all.problem} inline />}
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
      <Dialog
        title={t("tokens.all-title")}
        open={sure}
        onClose={() => setSure(false)}
        footer={
          <>
            <Button onPress={() => setSure(false)}>{t("common:cancel")}</Button>
            <Button kind="danger" onPress={revokeThem}>
              {t("tokens.all-sure", { count: query.data?.length ?? 0 })}
            </Button>
          </>
        }
      >
        <p className="text-form">{t("tokens.all-text")}</p>
      </Dialog>
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
