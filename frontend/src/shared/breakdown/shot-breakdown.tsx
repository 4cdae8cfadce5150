/**
 * How the script breaks down into a shot, decided at the shot: merge it, split it, drop it, set how long it is. What is
 * decided here names the version of the shot that was seen, and holds in later imports.
 */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Button as Base, Disclosure, DisclosurePanel } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { all, client, idempotent, ifMatch, read } from "../api/client";
import type { components } from "../api/schema";
import { shotQuery, type Shot } from "../api/shots";
import { DraftNotice } from "../drafts/draft-notice";
import { useDraftText } from "../drafts/use-draft";
import { keys } from "../live/query-keys";
import { useCommand, type Written } from "../live/use-command";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { QueryView } from "../ui/query-view";
import { toast } from "../ui/toast";
import { millisecondsOf } from "./length";

type Act =
  | { act: "merge" | "drop" }
  | { act: "length"; frames: number }
  | { act: "split"; anchor: components["schemas"]["Anchor"] };
type Sentence = components["schemas"]["Sentence"];

/** The sentences that a shot has in the script, the one that it starts with first; none where a person made it. */
const sentencesQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: [...keys.shot(production, shot), "sentences"],
    queryFn: ({ signal }) =>
      all((query) => client.GET("/api/v1/shots/{id}/sentences/", { params: { path: { id: shot }, query }, signal })),
  });

function written(shot: Shot, asked: Act, key: string): Promise<Written> {
  const call = {
    params: { path: { id: shot.id } },
    headers: { ...ifMatch(shot.version), ...idempotent(key) },
  };
  const seen = { version: null };
  switch (asked.act) {
    case "merge":
      return read(client.POST("/api/v1/shots/{id}/merge/", { ...call, body: seen }));
    case "split":
      return read(client.POST("/api/v1/shots/{id}/split/", { ...call, body: { ...seen, anchor: asked.anchor } }));
    case "drop":
      return read(client.DELETE("/api/v1/shots/{id}/", call));
    case "length":
      return read(client.PATCH("/api/v1/shots/{id}/", { ...call, body: { ...seen, frames: asked.frames } }));
  }
}

/** `rate` in frames a second; without one, where the shot's length is edited beside it, there is no field for that. */
export function ShotBreakdown({ shot, rate = null }: { shot: string; rate?: number | null }) {
  const { t } = useTranslation("breakdown");
  return (
    <Disclosure className="border-t border-line pt-2">
      {({ isExpanded }) => (
        <>
          <Base slot="trigger" className="flex min-h-7 w-full cursor-default items-center gap-1.5 text-left text-form">
            <ChevronRight size={14} aria-hidden className={isExpanded ? "shrink-0 rotate-90" : "shrink-0"} />
            {t("title")}
          </Base>
          <DisclosurePanel>{isExpanded && <Opened id={shot} rate={rate} />}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

function Opened({ id, rate }: { id: string; rate: number | null }) {
  const { t } = useTranslation("breakdown");
  const { id: production } = useProduction();
  const shot = useQuery(shotQuery(production, id)).data?.shot;
  const query = useQuery(sentencesQuery(production, id));
  return (
    <QueryView
      query={query}
      isEmpty={(sentences) => sentences.length === 0}
      empty={<p className="text-body text-muted">{t("by-hand")}</p>}
    >
      {(sentences) => shot && <Acts key={shot.version} shot={shot} sentences={sentences} rate={rate} />}
    </QueryView>
  );
}

function Acts({ shot, sentences, rate }: { shot: Shot; sentences: readonly Sentence[]; rate: number | null }) {
  const { t } = useTranslation("breakdown");
  const { id, may } = useProduction();
  const cuts = may("split", shot.can);
  const changes = may("change", shot.can);
  const [length, setLength, draft] = useDraftText(`shot/${shot.id}/length`);
  const save = useCommand({
    call: (asked: Act, key) => written(shot, asked, key),
    onDone: (_, asked) => {
      if (asked.act === "length") draft.drop();
      toast(t(`done.${asked.act}`, { code: shot.code }));
    },
    renews: [keys.script(id), keys.scenes(id), keys.of(id, "shots"), keys.shot(id, shot.id), keys.stages(id)],
  });
  const starts = sentences.slice(1);
  const milliseconds = millisecondsOf(length);
  const savable = changes.allowed && !save.saving && milliseconds !== null;
  return (
    <div className="flex flex-col gap-3 py-2">
      {!cuts.allowed && <p className="text-body text-muted">{cuts.reason}</p>}
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={!cuts.allowed || save.saving} onPress={() => save.run({ act: "merge" })}>
          {t("merge")}
        </Button>
        <Button size="small" isDisabled={!changes.allowed || save.saving} onPress={() => save.run({ act: "drop" })}>
          {t("drop")}
        </Button>
      </div>
      {save.problem && <ProblemNotice error={save.problem} inline />}
      {rate !== null && (
        <form
          className="flex items-end gap-2"
          onSubmit={(event) => {
            event.preventDefault();
            if (savable) save.run({ act: "length", frames: Math.max(1, Math.round((milliseconds * rate) / 1000)) });
          }}
        >
          <Field
            label={t("length")}
            value={length}
            onChange={setLength}
            isDisabled={!changes.allowed}
            mono
            error={length !== "" && milliseconds === null ? t("length-wrong") : null}
            className="w-36"
          />
          <Button type="submit" isDisabled={!savable}>
            {t("set-length")}
          </Button>
        </form>
      )}
      {starts.length > 0 && (
        <div>
          <h3 className="mb-1 text-label font-medium text-muted">{t("split")}</h3>
          <ul className="flex flex-col gap-1">
            {starts.map((start) => (
              <li
                key={`${start.anchor.digest}${start.anchor.occurrence}`}
                className="flex items-baseline gap-2 text-body"
              >
                <span dir="auto" className="min-w-0 flex-1">
                  {start.text}
                </span>
                <Button
                  size="small"
                  kind="quiet"
                  isDisabled={!cuts.allowed || save.saving}
                  aria-label={t("split-at", { text: start.text })}
                  onPress={() => save.run({ act: "split", anchor: start.anchor })}
                >
                  {t("split-here")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <DraftNotice draft={draft} base={null} />
    </div>
  );
}
