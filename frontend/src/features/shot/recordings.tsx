/** The lines of a shot: each spoken by the engine, or heard as somebody recorded it. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { all, client, idempotent, ifMatch, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { chosen, withFile, type ChosenFile } from "../../shared/api/upload";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { IconButton } from "../../shared/ui/button";
import { secondsText } from "../../shared/ui/figures";
import { FileButton } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";

type Line = components["schemas"]["SpokenLine"];

const ACCEPTED = [".wav", ".flac", ".mp3", "audio/wav", "audio/flac", "audio/mpeg"];

const recordingsQuery = (production: string, shot: string) =>
  queryOptions({
    queryKey: [...keys.shot(production, shot), "recordings"],
    queryFn: ({ signal }) =>
      all((query) => client.GET("/api/v1/shots/{id}/recordings/", { params: { path: { id: shot }, query }, signal })),
  });

/** `may`: whether the asker may hand in recordings. */
export function Recordings({ shot, may }: { shot: string; may: boolean }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const lines = useQuery(recordingsQuery(id, shot)).data ?? [];
  if (lines.length === 0) return null;
  return (
    <section aria-label={t("recordings.title")} className="flex flex-col gap-2 border-t border-line p-3">
      <h3 className="text-form font-semibold">{t("recordings.title")}</h3>
      <ul className="flex flex-col gap-2">
        {lines.map((line) => (
          <Row key={line.slot} shot={shot} line={line} may={may} />
        ))}
      </ul>
    </section>
  );
}

function Row({ shot, line, may }: { shot: string; line: Line; may: boolean }) {
  const { t } = useTranslation("shot");
  const { id } = useProduction();
  const renews = [recordingsQuery(id, shot).queryKey, keys.shot(id, shot)];
  const path = { id: shot };
  const add = useCommand({
    call: ({ file }: ChosenFile, key) =>
      read(
        client.POST("/api/v1/shots/{id}/recordings/", {
          params: { path },
          headers: idempotent(key),
          ...withFile(file, {
            line: String(line.line),
            language: line.language,
            version: String(line.version),
          }),
        }),
      ),
    onDone: () => toast(t("recordings.added")),
    renews,
  });
  const remove = useCommand({
    call: (_: null, key) =>
      read(
        client.DELETE("/api/v1/shots/{id}/recordings/{slot}/", {
          params: { path: { id: shot, slot: line.slot } },
          headers: { ...ifMatch(line.version), ...idempotent(key) },
        }),
      ),
    onDone: () => toast(t("recordings.removed")),
    renews,
  });
  const busy = add.saving || remove.saving;
  const problem = add.problem ?? remove.problem;
  const { recording } = line;
  return (
    <li>
      <div
        className="flex flex-col gap-1.5 rounded-md border border-dashed border-line p-2 text-form"
        onDragOver={(event) => may && event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const file = event.dataTransfer.files[0];
          if (file && may && !busy) add.run(chosen(file));
        }}
      >
        <p dir="auto">
          <span className="font-medium">{line.character}</span> {line.text}
        </p>
        <div className="flex flex-wrap items-center gap-3 text-body">
          {recording ? (
            <>
              {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- the words stand right above it */}
              <audio
                controls
                preload="none"
                src={recording.file}
                aria-label={t("recordings.one", { character: line.character })}
                className="h-8 max-w-full"
              />
              <span className="text-muted">
                {[recording.name, secondsText(recording.seconds), recording.rights].filter(Boolean).join(" · ")}
              </span>
            </>
          ) : (
            <span className="text-muted">{t(may ? "recordings.drop" : "recordings.engine")}</span>
          )}
          {may && (
            <>
              <FileButton
                label={t(busy ? "recordings.sending" : recording ? "recordings.replace" : "recordings.choose")}
                accept={ACCEPTED}
                isDisabled={busy}
                onFile={(file) => add.run(chosen(file))}
              />
              {recording && (
                <IconButton
                  label={t("recordings.remove", { character: line.character })}
                  icon={<Trash2 size={14} aria-hidden />}
                  isDisabled={busy}
                  onPress={() => remove.run(null)}
                />
              )}
            </>
          )}
        </div>
        {problem && <ProblemNotice error={problem} inline />}
      </div>
    </li>
  );
}
