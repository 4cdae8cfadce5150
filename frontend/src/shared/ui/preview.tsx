/** What running work looks like so far: a small picture that changes about every second. */
import { useTranslation } from "react-i18next";
import { classes } from "../lib/classes";

export function Preview({ job, step, className }: { job: string; step: number | null; className?: string }) {
  const { t } = useTranslation();
  if (step === null) return <div aria-hidden className={classes("bg-raised", className)} />;
  return (
    <img
      src={`/api/v1/jobs/${job}/preview/?step=${step}`}
      alt={t("preview", { step })}
      className={classes("bg-raised object-contain", className)}
    />
  );
}
