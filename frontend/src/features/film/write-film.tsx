/** The film as one file: what is wanted of it, how far it is, and the files that came of it. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import type { components } from "../../shared/api/schema";
import { LanguageChoice } from "../../shared/languages/language-choice";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { QueryView } from "../../shared/ui/query-view";
import { Select } from "../../shared/ui/select";
import { BurntChoice } from "./burnt-choice";
import { isOpen, Writings, writingsQuery } from "./writings";
import "./words";

type Body = components["schemas"]["WriteFilm"];

interface Wanted {
  form: "mp4" | "prores" | "dnxhr" | "ffv1";
  captions: boolean;
  loudness: "-23" | "-16" | "-14" | null;
  language: string | null;
  burnt: string | null;
}

const FORMS = ["mp4", "prores", "dnxhr", "ffv1"] as const;
const LOUDNESS = ["as-it-is", "-23", "-16", "-14"] as const;

/** Captions go into an MP4 alone. */
const bodyOf = ({ form, captions, loudness, language, burnt }: Wanted): Body => {
  const tags = { ...(language === null ? {} : { language }), ...(burnt === null ? {} : { burnt }) };
  return form === "mp4" ? { form, captions, loudness, ...tags } : { form, captions: false, loudness, ...tags };
};

export function WriteFilmDialog({ production, onClose }: { production: string; onClose: () => void }) {
  const { t } = useTranslation("film");
  const [wanted, setWanted] = useState<Wanted>({
    form: "mp4",
    captions: false,
    loudness: "-23",
    language: null,
    burnt: null,
  });
  const { may } = useProduction();
  const { allowed, reason } = may("generate");
  const writings = useQuery(writingsQuery(production));
  const write = useCommand({
    call: (body: Body, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cut/files/", {
          params: { path: { production } },
          headers: idempotent(key),
          body,
        }),
      ),
    renews: [keys.of(production, "film-files")],
  });
  return (
    <Dialog
      title={t("write.title")}
      open
      onClose={onClose}
      width="medium"
      footer={
        <span title={allowed ? undefined : (reason ?? undefined)}>
          <Button
            kind="primary"
            isDisabled={!allowed || write.saving || writings.data === undefined || writings.data.some(isOpen)}
            onPress={() => write.run(bodyOf(wanted))}
          >
            {t("write.do")}
          </Button>
        </span>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-body text-muted">{t("write.text")}</p>
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Select
            label={t("write.form")}
            value={wanted.form}
            options={FORMS.map((value) => ({ value, label: t(`write.${value}`) }))}
            onChange={(form) => setWanted({ ...wanted, form })}
          />
          <Select
            label={t("write.loudness")}
            value={wanted.loudness ?? "as-it-is"}
            options={LOUDNESS.map((value) => ({ value, label: t(`write.loud${value}`) }))}
            onChange={(value) => setWanted({ ...wanted, loudness: value === "as-it-is" ? null : value })}
          />
          <LanguageChoice
            production={production}
            value={wanted.language}
            onChange={(language) => setWanted({ ...wanted, language })}
          />
          <BurntChoice
            production={production}
            value={wanted.burnt}
            onChange={(burnt) => setWanted({ ...wanted, burnt })}
          />
        </div>
        {wanted.form === "mp4" && (
          <Checkbox isSelected={wanted.captions} onChange={(captions) => setWanted({ ...wanted, captions })}>
            {t("write.captions")}
          </Checkbox>
        )}
        {write.problem && <ProblemNotice error={write.problem} inline />}
        <QueryView query={writings} isEmpty={(each) => each.length === 0} empty={<Nothing />}>
          {(written) => <Writings label={t("write.written")} writings={written} />}
        </QueryView>
      </div>
    </Dialog>
  );
}

function Nothing() {
  const { t } = useTranslation("film");
  return <p className="text-body text-muted">{t("write.nothing")}</p>;
}
