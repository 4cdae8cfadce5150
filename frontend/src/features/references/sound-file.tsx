/** The file of sound of music or an effect: heard, and handed in by choosing or dropping one. */
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import { chosen, withFile, type ChosenFile } from "../../shared/api/upload";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { FileDrop } from "../../shared/ui/file-button";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { toast } from "../../shared/ui/toast";
import type { Reference } from "./queries";

const ACCEPTED = [".wav", ".flac", ".mp3", "audio/wav", "audio/flac", "audio/mpeg"];

export const hasSound = ({ kind }: Reference): boolean => kind === "music" || kind === "effect";

export function SoundFile({ reference, disabled }: { reference: Reference; disabled: boolean }) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const digest = reference.attributes.sound;
  const send = useCommand({
    call: ({ file }: ChosenFile, key) =>
      read(
        client.PUT("/api/v1/references/{id}/sound/", {
          params: { path: { id: reference.id } },
          headers: idempotent(key),
          ...withFile(file, { version: String(reference.version) }),
        }),
      ),
    onDone: () => toast(t("sound.added")),
    renews: [keys.reference(id, reference.id), keys.of(id, "references")],
  });
  return (
    <section className="flex flex-col gap-2" aria-label={t("sound.title")}>
      <h3 className="text-form font-semibold">{t("sound.title")}</h3>
      {digest ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- music and effects have no words
        <audio
          controls
          preload="none"
          src={`/api/v1/artifacts/${digest}/`}
          aria-label={reference.name}
          className="h-8 max-w-full"
        />
      ) : (
        <p className="text-body text-muted">{t("sound.none")}</p>
      )}
      {!disabled && (
        <FileDrop
          text={t("sound.drop")}
          label={t(send.saving ? "sound.sending" : "sound.choose")}
          accept={ACCEPTED}
          isDisabled={send.saving}
          onFile={(file) => send.run(chosen(file))}
        />
      )}
      {send.problem && <ProblemNotice error={send.problem} inline />}
    </section>
  );
}
