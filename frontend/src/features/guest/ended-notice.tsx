/** Why a link opens nothing, as somebody understands who only has the link. */
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../shared/ui/empty-state";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import "./words";

const ENDED = ["no-such-link", "not-entered", "link-revoked", "link-expired", "link-closed"] as const;
type Ended = (typeof ENDED)[number];

export function EndedNotice({ code, error }: { code: string; error: unknown }) {
  const { t } = useTranslation("guest");
  const known = ENDED.find((each): each is Ended => each === code);
  if (!known) return <ProblemNotice error={error} />;
  return (
    <main>
      <EmptyState whole title={t(`ended.${known}.title`)}>
        {t(`ended.${known}.text`)}
      </EmptyState>
    </main>
  );
}
