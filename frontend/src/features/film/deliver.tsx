/** The film as a package to hand on: what stands in its way, which package, and those that were made. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
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
import { checksQuery } from "./checks-query";
import { FilmChecks } from "./film-checks";
import { isOpen, Writings, writingsQuery } from "./writings";
import "./deliver-words";

type Body = components["schemas"]["DeliverFilm"];

const PACKAGES = ["web", "broadcast", "archive"] as const;

interface DeliverProps {
  production: string;
  /** The language in which the film is looked at. */
  spoken: string | null;
  onClose: () => void;
}

export function DeliverDialog({ production, spoken, onClose }: DeliverProps) {
  const { t } = useTranslation("deliver");
  const [wanted, setWanted] = useState<(typeof PACKAGES)[number]>("web");
  const [language, setLanguage] = useState(spoken);
  const [burnt, setBurnt] = useState<string | null>(null);
  const [dossiers, setDossiers] = useState(false);
  const { may } = useProduction();
  const { allowed, reason } = may("generate");
  const proving = may("verify").allowed;
  const writings = useQuery(writingsQuery(production));
  const running = writings.data?.some(isOpen) ?? false;
  const written = writings.data?.filter((each) => !isOpen(each)).length ?? 0;
  const checks = useQuery({ ...checksQuery(production, language, written), placeholderData: keepPreviousData });
  const deliver = useCommand({
    call: (body: Body, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cut/packages/", {
          params: { path: { production } },
          headers: idempotent(key),
          body,
        }),
      ),
    renews: [keys.of(production, "film-files"), keys.cut(production)],
  });
  const blocking = checks.data?.blocking ?? 0;
  const why = !allowed
    ? (reason ?? "")
    : blocking > 0
      ? t("blocked", { count: blocking })
      : running
        ? t("running")
        : "";
  const packages = writings.data?.filter((each) => each.package !== null) ?? [];
  return (
    <Dialog
      title={t("title")}
      open
      onClose={onClose}
      width="large"
      footer={
        <>
          {why && <span className="text-body text-changes">{why}</span>}
          <Button
            kind="primary"
            isDisabled={why !== "" || deliver.saving || checks.data === undefined || writings.data === undefined}
            onPress={() =>
              deliver.run({
                package: wanted,
                dossiers,
                ...(language === null ? {} : { language }),
                ...(burnt === null ? {} : { burnt }),
              })
            }
          >
            {t("do")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <p className="text-body text-muted">{t("text")}</p>
        <div className="grid grid-cols-2 gap-3 max-md:grid-cols-1">
          <Select
            label={t("package")}
            value={wanted}
            options={PACKAGES.map((value) => ({ value, label: t(value) }))}
            onChange={setWanted}
          />
          <LanguageChoice production={production} value={language} onChange={setLanguage} />
          <BurntChoice production={production} value={burnt} onChange={setBurnt} />
        </div>
        {proving && (
          <div className="flex flex-col gap-1">
            <Checkbox isSelected={dossiers} onChange={setDossiers}>
              {t("dossiers")}
            </Checkbox>
            <p className="text-body text-muted">{t("dossiers-help")}</p>
          </div>
        )}
        {deliver.problem && <ProblemNotice error={deliver.problem} inline />}
        <QueryView query={checks}>
          {(told) => <FilmChecks production={production} checks={told} language={language} onLeave={onClose} />}
        </QueryView>
        {packages.length > 0 ? (
          <Writings label={t("made")} writings={packages} />
        ) : (
          <p className="text-body text-muted">{t("none")}</p>
        )}
      </div>
    </Dialog>
  );
}
