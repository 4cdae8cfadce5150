/** The versions of a model: digest, weights, where they come from and where they were tried. */
import { Copy } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../shared/ui/button";
import { bytesText, secondsText } from "../../shared/ui/figures";
import { PANEL, Section } from "../../shared/ui/section";
import { toast } from "../../shared/ui/toast";
import type { Model, ModelVersion } from "./queries";

export function Versions({ model }: { model: Model }) {
  const { t } = useTranslation("models");
  return (
    <Section title={t("versions")}>
      <ol className={`${PANEL} divide-y divide-line`}>
        {model.versions.map((version, index) => (
          <Row key={version.digest} version={version} newest={index === 0 && model.versions.length > 1} />
        ))}
      </ol>
    </Section>
  );
}

function Row({ version, newest }: { version: ModelVersion; newest: boolean }) {
  const { t } = useTranslation("models");
  const { number, digest, size, source, trials, ability } = version;
  const copy = () => void navigator.clipboard.writeText(digest).then(() => toast(t("copied")));
  return (
    <li className="flex flex-col gap-1 p-3">
      <p className="flex items-center gap-2">
        <span className="font-medium">{t("version", { number })}</span>
        {newest && <span className="text-muted">{t("newest")}</span>}
        <span className="numbers ml-auto text-muted">
          {t("size")} {bytesText(size)}
        </span>
      </p>
      <p className="flex items-center gap-1">
        <code className="min-w-0 truncate font-mono text-label" title={digest}>
          {digest}
        </code>
        <IconButton label={t("copy-digest")} icon={<Copy size={13} aria-hidden />} onPress={copy} />
      </p>
      {source && (
        <p dir="auto" className="text-label break-all text-muted">
          {t("source")} {source.at}
          {source.revision && ` @ ${source.revision}`}
        </p>
      )}
      {trials.map(({ device, worked, seconds, reason }) => (
        <p key={device} className="break-words">
          <span aria-hidden className={worked ? "text-approved" : "text-failed"}>
            {worked ? "✓" : "✕"}
          </span>{" "}
          {t(worked ? "works-on" : "fails-on", { device })}
          {worked ? ` · ${secondsText(Number(seconds))}` : `: ${reason}`}
        </p>
      ))}
      {trials.length === 0 && <p className="text-muted">{t("not-tried")}</p>}
      {ability && (
        <details>
          <summary className="cursor-default text-label text-muted">{t("ability.parts")}</summary>
          <ul className="pt-1">
            {ability.parts.map(({ name, architecture, bytes }) => (
              <li key={name} className="flex gap-3 text-label">
                <span className="w-40">{name}</span>
                <span className="flex-1 text-muted">{architecture}</span>
                <span className="numbers">{bytes > 0 && bytesText(bytes)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
