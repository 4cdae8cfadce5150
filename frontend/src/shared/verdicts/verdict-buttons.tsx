/** Approve, request changes, comment: buttons and keys, off with the reason where the role may not. */
import { useTranslation } from "react-i18next";
import { useShortcut } from "../keys/registry";
import { classes } from "../lib/classes";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Keys } from "../ui/keys";
import type { Take } from "../player/takes";
import type { VerdictKind } from "../player/use-verdict";

const VERDICTS = [
  { kind: "approve", right: "approve", keys: "a" },
  { kind: "changes", right: "request_changes", keys: "x" },
  { kind: "note", right: "note", keys: "c" },
] as const;

export function VerdictButtons({ take, onOpen }: { take: Take; onOpen: (kind: VerdictKind) => void }) {
  const { t } = useTranslation("review");
  const { may } = useProduction();
  const reasons = new Set(
    VERDICTS.map(({ right }) => may(right, take.can))
      .filter((each) => !each.allowed)
      .map((each) => each.reason),
  );
  return (
    <div
      data-testid="verdicts"
      className="flex shrink-0 flex-wrap items-center gap-2 border-t border-line bg-panel px-3 py-2 max-md:sticky max-md:bottom-0 max-md:z-10 max-md:order-last"
    >
      {VERDICTS.map((each) => (
        <One
          key={each.kind}
          kind={each.kind}
          keys={each.keys}
          allowed={may(each.right, take.can).allowed}
          onOpen={onOpen}
        />
      ))}
      <span className={classes("text-body text-muted", reasons.size === 0 && "max-md:hidden")}>
        {reasons.size > 0 ? [...reasons].join(" ") : t("binds")}
      </span>
    </div>
  );
}

function One({
  kind,
  keys,
  allowed,
  onOpen,
}: {
  kind: VerdictKind;
  keys: string;
  allowed: boolean;
  onOpen: (kind: VerdictKind) => void;
}) {
  const { t } = useTranslation("review");
  useShortcut({
    id: `review.${kind}`,
    label: t(`verdict.${kind}`),
    group: t("title"),
    keys,
    enabled: allowed,
    run: () => onOpen(kind),
  });
  return (
    <Button size="small" className="max-md:h-11 max-md:flex-1" isDisabled={!allowed} onPress={() => onOpen(kind)}>
      {t(`verdict.${kind}`)}
      <span className="max-[480px]:hidden">
        <Keys keys={keys} />
      </span>
    </Button>
  );
}
