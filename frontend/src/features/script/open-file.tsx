/** Opening a screenplay: a button, and a place to drop a file. */
import { FileUp } from "lucide-react";
import { useState, type DragEvent, type ReactNode } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { toast } from "../../shared/ui/toast";
import { asProblem } from "../../shared/api/problem";
import { onlyFile } from "../../shared/ui/only-file";
import { Guesses } from "./guesses";
import { LARGEST, readFile, type Place } from "./opened";

export type OpenFile = (file: File | undefined) => void;

export function useOpenFile(place: Place, onText: (text: string, name: string) => void): OpenFile {
  const { t } = useTranslation("script");
  return (file) => {
    if (!file) return;
    if (file.size > LARGEST) return toast(t("file.too-large"), { kind: "problem" });
    void readFile(place, file).then(
      (text) => onText(text, file.name),
      (error: unknown) =>
        toast(t("file.refused", { name: file.name, why: asProblem(error).message }), { kind: "problem" }),
    );
  };
}

export function OpenButton({
  open,
  kind = "plain",
  isDisabled = false,
}: {
  open: OpenFile;
  kind?: "plain" | "primary";
  isDisabled?: boolean;
}) {
  const { t } = useTranslation("script");
  return (
    <FileTrigger
      acceptedFileTypes={[".fountain", ".spmd", ".fdx", ".pdf", ".md", ".markdown", ".txt", "text/plain"]}
      onSelect={(files) => open(files?.[0])}
    >
      <Button
        kind={kind}
        isDisabled={isDisabled}
        size={kind === "primary" ? "normal" : "small"}
        icon={<FileUp size={14} aria-hidden />}
      >
        {t("open-file")}
      </Button>
    </FileTrigger>
  );
}

export function DropPlace({ open, children, off }: { open: OpenFile; children: ReactNode; off: boolean }) {
  const { t } = useTranslation("script");
  const [over, setOver] = useState(false);
  const isFile = (event: DragEvent) => !off && event.dataTransfer.types.includes("Files");
  return (
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && setOver(false)}
      onDropCapture={(event) => {
        if (!isFile(event)) return;
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        open(onlyFile(event.dataTransfer.files));
      }}
    >
      {children}
      <Guesses />
      {over && (
        <div className="pointer-events-none absolute inset-2 z-30 flex items-center justify-center rounded-md border-2 border-dashed border-accent bg-base/80 text-title">
          {t("drop")}
        </div>
      )}
    </div>
  );
}
