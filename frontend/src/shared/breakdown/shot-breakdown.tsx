/** How the script breaks down into a shot, decided at the shot: merge it, split it, drop it, set how long it is. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Button as Base, Disclosure, DisclosurePanel } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { all, client, idempotent, read } from "../api/client";
import type { components } from "../api/schema";
import { shotQuery, type Shot } from "../api/shots";
import { DraftNotice } from "../drafts/draft-notice";
import { useDraftText } from "../drafts/use-draft";
import { keys } from "../live/query-keys";
import { useCommand } from "../live/use-command";
import { useProduction } from "../routing/use-production";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { ProblemNotice } from "../ui/problem-notice";
import { QueryView } from "../ui/query-view";
import { toast } from "../ui/toast";
import { millisecondsOf } from "./length";

type Decision = components["schemas"]["DecideScript"]["decisions"][number];
type Sentence = components["schemas"]["Sentence"];

/** The sentences that a shot has in the script, the one that it starts with first; none where a person made it. */
const sentencesQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: [...keys.shot(production, shot), "sentences"],
    queryFn: ({ signal }) =>
      all((query) => client.GET("/api/v1/shots/{id}/sentences/", { params: { path: { id: shot }, query }, signal })),
  });

const decide = (production: string, decisions: Decision[], key: string) =>
  read(
    client.POST("/api/v1/productions/{production}/script/decisions/", {
      params: { path: { production } },
      headers: idempotent(key),
      body: { decisions, withdrawn: [], version: null },
    }),
  );

export function ShotBreakdown({ shot }: { shot: string }) {
  const { t } = useTranslation("breakdown");
  return (
    <Disclosure className="border-t border-line pt-2">
      {({ isExpanded }) => (
        <>
          <Base slot="trigger" className="flex min-h-7 w-full cursor-default items-center gap-1.5 text-left text-form">
            <ChevronRight size={14} aria-hidden className={isExpanded ? "shrink-0 rotate-90" : "shrink-0"} />
            {t("title")}
          </Base>
          <DisclosurePanel>{isExpanded && <Opened id={shot} />}</DisclosurePanel>
        </>
      )}
    </Disclosure>
  );
}

function Opened({ id }: { id: string }) {
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
      {(sentences) => shot && <Acts key={shot.version} shot={shot} sentences={sentences} />}
    </QueryView>
  );
}

function Acts({ shot, sentences }: { shot: Shot; sentences: readonly Sentence[] }) {
  const { t } = useTranslation("breakdown");
  const { id, may } = useProduction();
  const { allowed, reason } = may("split", shot.can);
  const [length, setLength, draft] = useDraftText(`shot/${shot.id}/length`);
  const save = useCommand({
    call: (decision: Decision, key) => decide(id, [decision], key),
    onDone: (_, decision) => {
      if (decision.decision === "length") draft.drop();
      toast(t(`done.${decision.decision}`, { code: shot.code }));
    },
    renews: [keys.script(id), keys.scenes(id), keys.of(id, "shots"), keys.shot(id, shot.id), keys.stages(id)],
  });
  const off = !allowed || save.saving;
  const [first, ...starts] = sentences;
  if (!first) return null;
  const { anchor } = first;
  const milliseconds = millisecondsOf(length);
  return (
    <div className="flex flex-col gap-3 py-2">
      {!allowed && <p className="text-body text-muted">{reason}</p>}
      <div className="flex flex-wrap gap-2">
        <Button size="small" isDisabled={off} onPress={() => save.run({ decision: "merge", anchor })}>
          {t("merge")}
        </Button>
        <Button size="small" isDisabled={off} onPress={() => save.run({ decision: "drop", anchor })}>
          {t("drop")}
        </Button>
      </div>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!off && milliseconds !== null) save.run({ decision: "length", anchor, milliseconds });
        }}
      >
        <Field
          label={t("length")}
          value={length}
          onChange={setLength}
          isDisabled={!allowed}
          mono
          error={length !== "" && milliseconds === null ? t("length-wrong") : null}
          className="w-36"
        />
        <Button type="submit" isDisabled={off || milliseconds === null}>
          {t("set-length")}
        </Button>
      </form>
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
                  isDisabled={off}
                  aria-label={t("split-at", { text: start.text })}
                  onPress={() => save.run({ decision: "split", anchor: start.anchor })}
                >
                  {t("split-here")}
                </Button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <DraftNotice draft={draft} base={null} />
      {save.problem && <ProblemNotice error={save.problem} inline />}
    </div>
  );
}
