/** Before frames of a take are made again, or more of them: which, by what, and what that takes. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import type { Shot } from "../../shared/api/shots";
import { useDraft } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { isRefused, QuoteNote } from "../../shared/ordering/quote-note";
import { useNumbering } from "../../shared/player/numbering";
import { measuresOf, type Take } from "../../shared/player/takes";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import { addedTo, rangeOf, retakeQuote, seedOf, type RetakeAsked } from "./retake";
import "./retake-words";

interface RetakeSheetProps {
  shot: Shot;
  take: Take;
  /** The frames that it begins with; null to lengthen the take. */
  range: readonly [number, number] | null;
  onClose: () => void;
}

/** What is said of the new frames, which is kept until they are ordered. */
interface Said {
  seed: string;
  wording: string;
}

const NOTHING_SAID: Said = { seed: "", wording: "" };

export function RetakeSheet({ shot, take, range, onClose }: RetakeSheetProps) {
  const { t } = useTranslation("retake");
  const { id } = useProduction();
  const { number } = useNumbering();
  const { frames } = measuresOf(take);
  const [frame, setFrame] = useState({
    first: String(number(range?.[0] ?? 0)),
    last: String(number(range?.[1] ?? 0)),
    more: "24",
  });
  const choose = (part: Partial<typeof frame>) => setFrame({ ...frame, ...part });
  const draft = useDraft<Said>(`take/${take.id}/retake`, null);
  const { seed, wording } = draft.value ?? NOTHING_SAID;
  const say = (part: Partial<Said>) => draft.write({ seed, wording, ...part });
  const chosen = range ? rangeOf(frame, number(0), frames) : addedTo(frames, frame.more);
  const drawn = seedOf(seed);
  const asked = chosen && drawn !== undefined ? { ...chosen, seed: drawn, wording } : null;
  const quote = useQuery(retakeQuote(id, take.id, asked));
  const order = useRetake(id, take, () => {
    draft.drop();
    onClose();
  });
  const count = chosen ? chosen.last - chosen.first + 1 : 0;
  const called = { number: take.number, code: shot.code };
  return (
    <Dialog
      title={t(range ? "title" : "title-extend", called)}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <span className="flex-1 max-sm:basis-full">{asked && <QuoteNote query={quote} />}</span>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            isDisabled={!asked || !quote.data || quote.isPlaceholderData || isRefused(quote.data) || order.saving}
            onPress={() => asked && order.run(asked)}
          >
            {t(range ? "place" : "add", { count })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {order.problem && <ProblemNotice error={order.problem} inline />}
        <p className="text-body text-muted">
          {range ? t("frames", { first: number(0), last: number(frames - 1) }) : t("extended", { count: frames })}
        </p>
        <div className="flex flex-wrap items-start gap-3">
          {range ? (
            <>
              <Field
                label={t("first")}
                value={frame.first}
                onChange={(first) => choose({ first })}
                className="w-32"
                error={chosen ? "" : t("no-range")}
              />
              <Field label={t("last")} value={frame.last} onChange={(last) => choose({ last })} className="w-32" />
            </>
          ) : (
            <Field
              label={t("more")}
              value={frame.more}
              onChange={(more) => choose({ more })}
              className="w-32"
              error={chosen ? "" : t("no-count")}
            />
          )}
          <Field
            label={t("seed")}
            value={seed}
            onChange={(seed) => say({ seed })}
            help={t("seed-help")}
            className="min-w-0 flex-1"
            error={drawn === undefined ? t("no-seed") : ""}
          />
        </div>
        <Field
          label={t("wording")}
          value={wording}
          onChange={(wording) => say({ wording })}
          rows={3}
          help={t("wording-help")}
        />
      </div>
    </Dialog>
  );
}

function useRetake(production: string, take: Take, onDone: () => void) {
  const { t } = useTranslation("ordering");
  return useCommand<RetakeAsked, components["schemas"]["OrderWritten"]>({
    call: (asked, key) =>
      read(
        client.POST("/api/v1/takes/{id}/retake/", {
          params: { path: { id: take.id } },
          headers: idempotent(key),
          body: { ...asked, held: false, reason: "" },
        }),
      ),
    onDone: (order) => {
      toast(order.state === "held" ? t("ordered-held") : t("ordered", { count: 1, jobs: order.jobs.total }));
      onDone();
    },
    renews: [keys.orders(production), keys.stages(production)],
  });
}
