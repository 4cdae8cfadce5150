/** Verification in this browser: it hashes every event's header itself and believes signed notes, not the server. */
import { useState } from "react";
import { Button as Base, Disclosure, DisclosurePanel } from "react-aria-components";
import { ChevronRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraft } from "../../shared/drafts/use-draft";
import { readVerifier } from "../../shared/proof/notes";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { RelativeTime } from "../../shared/ui/figures";
import { Findings } from "./findings";
import { Panel, Progress, VerdictLine } from "./parts";
import type { Checkpoint } from "./queries";
import type { BrowserCheck, Found } from "./use-browser-check";

/** What somebody got by another way and pasted: the studio's key, and a note that they kept. Both are public. */
interface Pasted {
  trusted: string;
  kept: string;
}
const NOTHING: Pasted = { trusted: "", kept: "" };

export function BrowserPanel({ checkpoint, check }: { checkpoint: Checkpoint; check: BrowserCheck }) {
  const { t } = useTranslation("verification");
  const draft = useDraft<Pasted>("verification", null, true);
  const pasted = draft.value ?? NOTHING;
  const paste = (part: Partial<Pasted>) => {
    const all = { ...pasted, ...part };
    draft.write(all.trusted || all.kept ? all : undefined);
  };
  const [noKey, setNoKey] = useState(false);
  const { start, running, found, failed } = check;
  const given = { kept: pasted.kept.trim() || null, trusted: pasted.trusted.trim() || null };
  const begin = async () => {
    const good = given.trusted === null || (await readVerifier(given.trusted).then(Boolean, () => false));
    setNoKey(!good);
    if (good) start?.(checkpoint, given);
  };
  const button = running ? (
    <Button onPress={check.stop}>{t("browser.stop")}</Button>
  ) : (
    <Button kind="primary" isDisabled={start === null || checkpoint.head === 0} onPress={() => void begin()}>
      {t("browser.do")}
    </Button>
  );
  return (
    <Panel title={t("browser.title")} help={t("browser.help")} action={button}>
      {start === null && <p role="alert">{t("browser.cannot")}</p>}
      {running && <Progress label={t("browser.hashing")} done={running.done} total={running.total} />}
      {failed && <p role="alert">{t("browser.failed", { error: failed })}</p>}
      {!running && found && <Outcome found={found} />}
      <DraftNotice draft={draft} base={null} />
      <Disclosure className="rounded-md border border-line" defaultExpanded={draft.value !== undefined}>
        {({ isExpanded }) => (
          <>
            <Base
              slot="trigger"
              className="flex w-full cursor-default items-center gap-1.5 px-2 py-1.5 text-left text-body"
            >
              <ChevronRight size={14} aria-hidden className={isExpanded ? "rotate-90" : ""} />
              {t("browser.kept-title")}
            </Base>
            <DisclosurePanel className="flex flex-col gap-2 px-2">
              <Field
                label={t("browser.trusted")}
                help={t("browser.trusted-help")}
                error={noKey ? t("browser.no-key") : null}
                mono
                value={pasted.trusted}
                onChange={(text) => {
                  paste({ trusted: text });
                  setNoKey(false);
                }}
              />
              <Field
                label={t("browser.kept")}
                help={t("browser.kept-help")}
                rows={5}
                mono
                value={pasted.kept}
                onChange={(text) => paste({ kept: text })}
                className="pb-2"
              />
            </DisclosurePanel>
          </>
        )}
      </Disclosure>
    </Panel>
  );
}

function Outcome({ found }: { found: Found }) {
  const { t } = useTranslation("verification");
  const told = found.findings.map(({ kind, position }) => ({ position, text: t(`finding.${kind}`) }));
  const { before } = found;
  return (
    <>
      <VerdictLine judged={found} at={<RelativeTime at={found.at.toISOString()} />} />
      <Findings findings={told} />
      <ul className="flex list-disc pl-4 flex-col gap-0.5 text-body text-muted">
        <li>{t("browser.hashed", { count: found.size, seconds: found.seconds.toFixed(1) })}</li>
        <li>{t(`browser.signature.${found.signature}`)}</li>
        {found.size > found.upto && found.verdict === "verified" && (
          <li>{t("browser.uncovered", { count: found.size - found.upto })}</li>
        )}
        {found.agreed.includes("kept") && <li>{t("browser.kept-agrees")}</li>}
        {before && found.agreed.includes("remembered") && (
          <li>
            {t("browser.remembered", { size: before.size })} <RelativeTime at={before.at} />
          </li>
        )}
        {before === null && found.verdict === "verified" && found.upto > 0 && <li>{t("browser.first")}</li>}
        {before?.key && found.key && before.key !== found.key && !found.keys.includes(before.key) && (
          <li className="text-text">{t("browser.other-key")}</li>
        )}
      </ul>
    </>
  );
}
