/** The captions of the film: files to take along, and what is found of them with the way to each shot. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Captions } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useProduction } from "../../shared/routing/use-production";
import { useFinding } from "../../shared/captions/use-finding";
import { saveFile } from "../../shared/downloads/save-file";
import { useNumbering } from "../../shared/player/numbering";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { checksQuery, type Checks } from "./checks-query";
import "../../shared/captions/words";

const FILES = ["vtt", "srt", "ttml"] as const;

/** Nothing where the film makes no captions at all. */
export function FilmCaptions({ onGo }: { onGo: (frame: number) => void }) {
  const { t } = useTranslation("captions");
  const { id } = useProduction();
  const { data } = useQuery(checksQuery(id));
  const [open, setOpen] = useState(false);
  if (!data || data.languages.length === 0) return null;
  const { findings, captioned } = data;
  return (
    <div className="flex flex-wrap items-center gap-x-2 border-b border-line bg-panel px-3 text-body">
      <Files production={id} languages={data.languages} />
      {findings.length > 0 ? (
        <Button size="small" kind="quiet" aria-expanded={open} onPress={() => setOpen(!open)}>
          <span className="text-changes">
            <span aria-hidden>⚠</span> {t("found", { count: findings.length })}
          </span>
        </Button>
      ) : (
        <span className="text-approved">
          <span aria-hidden>✓</span> {t("well", { count: captioned })}
        </span>
      )}
      {open && findings.length > 0 && <Findings production={id} findings={findings} onGo={onGo} />}
    </div>
  );
}

function Files({ production, languages }: { production: string; languages: readonly string[] }) {
  const { t } = useTranslation("captions");
  return (
    <Menu
      placement="bottom start"
      trigger={
        <Button size="small" kind="quiet" icon={<Captions size={14} aria-hidden />}>
          {t("files")}
        </Button>
      }
    >
      {languages.flatMap((language) =>
        FILES.map((ending) => (
          <MenuItem
            key={`${language} ${ending}`}
            label={t(`file.${ending}`, { language })}
            onAction={() => saveFile(`/api/v1/productions/${production}/cut.${ending}/?language=${language}`)}
          />
        )),
      )}
    </Menu>
  );
}

interface FindingsProps {
  production: string;
  findings: Checks["findings"];
  onGo: (frame: number) => void;
}

function Findings({ production, findings, onGo }: FindingsProps) {
  const { t } = useTranslation("captions");
  const say = useFinding();
  const { number } = useNumbering();
  return (
    <ul aria-label={t("title")} className="max-h-40 w-full overflow-y-auto pb-2">
      {findings.map((finding, index) => (
        <li key={`${finding.shot} ${finding.frame} ${finding.matter} ${index}`} className="flex items-baseline gap-3">
          <Link
            to="/p/$production/shots/$shot"
            params={{ production, shot: finding.shot }}
            aria-label={t("shot", { code: finding.code })}
            className="numbers shrink-0 text-accent hover:underline"
          >
            {finding.code}
          </Link>
          <button
            type="button"
            className="numbers shrink-0 text-accent hover:underline"
            onClick={() => onGo(finding.frame)}
          >
            {t("frame", { frame: number(finding.frame) })}
          </button>
          <span>{say(finding)}</span>
          <span dir="auto" className="truncate text-muted" title={finding.text}>
            {finding.text}
          </span>
        </li>
      ))}
    </ul>
  );
}
