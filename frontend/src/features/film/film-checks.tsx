/** What checks find of the film, by kind, with the way to each shot; a person lets some of it pass, with a reason. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, idempotent, read } from "../../shared/api/client";
import { useFinding } from "../../shared/captions/use-finding";
import type { Matter } from "../../shared/captions/cues";
import { DraftNotice } from "../../shared/drafts/draft-notice";
import { useDraftText } from "../../shared/drafts/use-draft";
import { keys } from "../../shared/live/query-keys";
import { useCommand } from "../../shared/live/use-command";
import { useNumbering } from "../../shared/player/numbering";
import { Button } from "../../shared/ui/button";
import { Field } from "../../shared/ui/field";
import { ProblemNotice } from "../../shared/ui/problem-notice";
import { StatusGlyph } from "../../shared/ui/status-glyph";
import type { Checks, Found } from "./checks-query";
import { byKind } from "./found-kinds";
import "./deliver-words";
import "./timeline-words";

interface FilmChecksProps {
  production: string;
  checks: Checks;
  language: string | null;
  /** A link leads away from what these stand in. */
  onLeave: () => void;
}

export function FilmChecks({ production, checks, language, onLeave }: FilmChecksProps) {
  const { t } = useTranslation("deliver");
  const { found, blocking, waived } = checks;
  const unshown = blocking + waived - found.length;
  return (
    <section aria-label={t("checks")} className="flex flex-col gap-3">
      {blocking === 0 && (
        <p className="text-form text-approved">
          <span aria-hidden>✓</span> {t("ready")}
        </p>
      )}
      {waived > 0 && <p className="text-body text-muted">{t("waived", { count: waived })}</p>}
      {byKind(found).map(([check, of]) => (
        <Kind key={check} {...{ production, check, language, onLeave }} found={of} can={checks.can.waive} />
      ))}
      {unshown > 0 && <p className="text-body text-muted">{t("more", { count: unshown })}</p>}
    </section>
  );
}

interface KindProps {
  production: string;
  check: Found["check"];
  found: readonly Found[];
  language: string | null;
  can: Checks["can"]["waive"];
  onLeave: () => void;
}

function Kind({ production, check, found, language, can, onLeave }: KindProps) {
  const { t } = useTranslation("deliver");
  const [waiving, setWaiving] = useState<readonly string[]>([]);
  const open = found.filter(({ waiver }) => waiver === null).map(({ about }) => about);
  const shown = waiving.filter((about) => open.includes(about));
  return (
    <div className="rounded-md border border-line">
      <header className="flex min-h-9 flex-wrap items-center gap-2 border-b border-line bg-raised px-3 text-form">
        <h3 className="min-w-0 flex-1 font-medium">
          <span aria-hidden className={open.length > 0 ? "text-changes" : "text-muted"}>
            {open.length > 0 ? "⚠" : "✓"}
          </span>{" "}
          {t(`kind.${check}`)}
        </h3>
        {open.length > 0 && (
          <span title={can.allowed ? undefined : (can.reason ?? undefined)}>
            <Button size="small" isDisabled={!can.allowed} onPress={() => setWaiving(open)}>
              {t("let-pass-all", { count: open.length })}
            </Button>
          </span>
        )}
      </header>
      {shown.length > 0 && (
        <Waiving production={production} about={shown} language={language} onClose={() => setWaiving([])} />
      )}
      <ul className="max-h-56 overflow-y-auto px-3 py-1">
        {found.map((each) => (
          <Row
            key={each.about}
            {...{ production, can, onLeave }}
            found={each}
            onWaive={open.length > 1 ? () => setWaiving([each.about]) : null}
          />
        ))}
      </ul>
    </div>
  );
}

interface WaivingProps {
  production: string;
  about: readonly string[];
  language: string | null;
  onClose: () => void;
}

function Waiving({ production, about, language, onClose }: WaivingProps) {
  const { t } = useTranslation("deliver");
  const [reason, setReason, draft] = useDraftText(`waiver/${production}`);
  const close = () => {
    draft.drop();
    onClose();
  };
  const waive = useCommand({
    call: (said: string, key) =>
      read(
        client.POST("/api/v1/productions/{production}/cut/waivers/", {
          params: { path: { production } },
          headers: idempotent(key),
          body: { about: [...about], reason: said, ...(language === null ? {} : { language }) },
        }),
      ),
    onDone: close,
    renews: [keys.cut(production)],
  });
  return (
    <form
      className="flex flex-col gap-2 border-b border-line p-3"
      onSubmit={(event) => {
        event.preventDefault();
        waive.run(reason);
      }}
    >
      <DraftNotice draft={draft} base={null} />
      <Field
        label={t("reason")}
        help={t("reason-help")}
        value={reason}
        onChange={setReason}
        rows={2}
        maxLength={MOST_SAID}
        autoFocus
      />
      {waive.problem && <ProblemNotice error={waive.problem} inline />}
      <div className="flex justify-end gap-2">
        <Button size="small" kind="quiet" onPress={close}>
          {t("cancel")}
        </Button>
        <Button size="small" type="submit" isDisabled={waive.saving || reason.trim() === ""}>
          {about.length > 1 ? `${t("waive")} (${about.length})` : t("waive")}
        </Button>
      </div>
    </form>
  );
}

const MOST_SAID = 2000;

interface RowProps {
  production: string;
  found: Found;
  can: Checks["can"]["waive"];
  onWaive: (() => void) | null;
  onLeave: () => void;
}

function Row({ production, found, can, onWaive, onLeave }: RowProps) {
  const { t } = useTranslation("deliver");
  const { number } = useNumbering();
  const say = useSentence();
  const { shot, code, frame, text, waiver } = found;
  return (
    <li className="flex min-h-7 flex-wrap items-baseline gap-x-3 text-body">
      {shot ? (
        <Link
          to="/p/$production/shots/$shot"
          params={{ production, shot }}
          aria-label={t("shot", { code })}
          className="numbers shrink-0 text-accent hover:underline"
          onClick={onLeave}
        >
          {code}
        </Link>
      ) : (
        <span className="shrink-0">{t("film")}</span>
      )}
      {frame !== null && (
        <Link
          to="/p/$production/film"
          params={{ production }}
          search={{ frame }}
          className="numbers shrink-0 text-accent hover:underline"
          onClick={onLeave}
        >
          {t("frame", { frame: number(frame) })}
        </Link>
      )}
      {found.check === "unapproved" ? <StatusGlyph state={found.matter} /> : <span>{say(found)}</span>}
      {text && found.check !== "check-failed" && (
        <span dir="auto" className="min-w-0 truncate text-muted" title={text}>
          {text}
        </span>
      )}
      <span className="flex-1" />
      {waiver ? (
        <Waived production={production} waiver={waiver} of={code || t("film")} can={can} />
      ) : (
        onWaive && (
          <Button size="small" kind="quiet" isDisabled={!can.allowed} onPress={onWaive}>
            {t("let-pass")}
          </Button>
        )
      )}
    </li>
  );
}

interface WaivedProps {
  production: string;
  waiver: NonNullable<Found["waiver"]>;
  of: string;
  can: Checks["can"]["waive"];
}

function Waived({ production, waiver, of, can }: WaivedProps) {
  const { t } = useTranslation("deliver");
  const withdraw = useCommand({
    call: (version: number, key) =>
      read(
        client.POST("/api/v1/waivers/{id}/withdraw/", {
          params: { path: { id: waiver.id } },
          headers: idempotent(key),
          body: { version },
        }),
      ),
    renews: [keys.cut(production)],
  });
  const reason = waiver.reason_erased ? t("erased") : waiver.reason;
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <span dir="auto" className="min-w-0 break-words text-muted">
        {t("passed-by", { name: waiver.by.name, reason })}
      </span>
      {withdraw.problem && <span className="text-failed">{withdraw.problem.message}</span>}
      <Button
        size="small"
        kind="quiet"
        aria-label={t("withdraw-of", { what: of })}
        isDisabled={!can.allowed || withdraw.saving}
        onPress={() => withdraw.run(waiver.version)}
      >
        {t("withdraw")}
      </Button>
    </span>
  );
}

/** What was found, with its numbers; empty where its kind says all. */
function useSentence(): (found: Found) => string {
  const { t } = useTranslation(["deliver", "checks", "timeline", "film"]);
  const captions = useFinding();
  return ({ check, matter, measured, limit, text, code }) => {
    switch (check) {
      case "check-failed":
        return t(`checks:finding.${matter}`, { measured, limit, against: text });
      case "length":
        return t("length", { measured, limit });
      case "loudness":
        return t(`loudness.${matter}`, { measured, limit });
      case "cut":
        return t(`timeline:remark.${matter}`, { measured, wanted: limit, code: code || t("timeline:a-gap") });
      case "no-take":
      case "out-of-date":
      case "unapproved":
        return "";
      default:
        return captions({ matter: matter as Matter, measured: Number(measured), limit: Number(limit) });
    }
  };
}
