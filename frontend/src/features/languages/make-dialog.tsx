/** Making the film in a language beside its own: what that makes, what is too short for it, and what it costs. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { cutQuery } from "../../shared/api/cut";
import { languageName } from "../../shared/languages/naming";
import { quoteQuery, type OrderAsked } from "../../shared/ordering/queries";
import { isRefused, QuoteNote, type Quote } from "../../shared/ordering/quote-note";
import { usePlaceOrder } from "../../shared/ordering/use-place-order";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { useStageTitle } from "../../shared/ui/stage-title";
import type { Line } from "./queries";

interface Props {
  language: string;
  lines: readonly Line[];
  onClose: () => void;
}

/** Shots in which nobody speaks are the same in every language. */
export function MakeDialog({ language, lines, onClose }: Props) {
  const { t } = useTranslation("languages");
  const { id, may } = useProduction();
  const cut = useQuery(cutQuery(id));
  const name = languageName(language);
  const speaking = [...new Set(lines.map(({ shot }) => shot))];
  const made = new Set(cut.data?.clips.filter(({ take }) => take).map(({ shot }) => shot));
  const shots = speaking.filter((shot) => made.has(shot));
  const asked: OrderAsked = { shots, stages: null, variations: null, includeApproved: true, language };
  const quote = useQuery({ ...quoteQuery(id, asked), enabled: shots.length > 0 });
  const order = usePlaceOrder(id, onClose);
  const { allowed, reason } = may("generate");
  const missing = lines.filter(({ standing }) => standing !== "translated").length;
  return (
    <Dialog
      title={t("make.title", { name })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <span title={allowed ? undefined : (reason ?? undefined)}>
          <Button
            kind="primary"
            isDisabled={!allowed || !quote.data || isRefused(quote.data) || order.saving || isMade(quote.data)}
            onPress={() => order.run(asked)}
          >
            {order.saving ? t("common:saving") : t("make.do", { name })}
          </Button>
        </span>
      }
    >
      <div className="flex flex-col gap-4 text-form">
        <p className="text-muted">{t("make.text", { name })}</p>
        <QueryView query={cut}>
          {() => (
            <ul className="flex list-disc flex-col gap-1 pl-4">
              <li>{t("make.shots", { count: shots.length })}</li>
              {speaking.length > shots.length && (
                <li>{t("make.without-take", { count: speaking.length - shots.length })}</li>
              )}
              {missing > 0 && <li>{t("make.missing", { count: missing })}</li>}
            </ul>
          )}
        </QueryView>
        {quote.data && <WhatItMakes quote={quote.data} production={id} />}
        {shots.length > 0 && <QuoteNote query={quote} />}
        {order.problem && <ProblemNotice error={order.problem} inline />}
      </div>
    </Dialog>
  );
}

const isMade = ({ stages }: Quote): boolean => stages.every(({ made }) => made === 0);

function WhatItMakes({ quote, production }: { quote: Quote; production: string }) {
  const { t } = useTranslation("languages");
  const title = useStageTitle();
  const told = (how: "made" | "there") =>
    quote.stages.filter((stage) => stage[how] > 0).map((stage) => `${title(stage.stage)} ${stage[how]}`);
  return (
    <>
      <div role="status">
        {isMade(quote) ? (
          <p>{t("make.all-there")}</p>
        ) : (
          <dl className="grid grid-cols-[max-content_minmax(0,1fr)] gap-x-4 gap-y-1">
            <dt className="text-muted">{t("make.made")}</dt>
            <dd className="numbers">{told("made").join(" · ")}</dd>
            <dt className="text-muted">{t("make.there")}</dt>
            <dd className="numbers">{told("there").join(" · ")}</dd>
          </dl>
        )}
      </div>
      {quote.too_short.length > 0 && (
        <section aria-label={t("make.too-short", { count: quote.too_short.length })}>
          <h3 className="text-changes">
            <span aria-hidden>⚠</span> {t("make.too-short", { count: quote.too_short.length })}
          </h3>
          <ul>
            {quote.too_short.map(({ shot, code, frames, needs, measured }) => (
              <li key={shot} className="flex flex-wrap gap-x-3">
                <Link
                  to="/p/$production/shots/$shot"
                  params={{ production, shot }}
                  className="numbers text-accent hover:underline"
                >
                  {code}
                </Link>
                <span>{t(measured ? "make.needs" : "make.needs-about", { frames, needs })}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
