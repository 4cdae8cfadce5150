/** Opening a screenplay: a button, and a place to drop a file. */
import { FileUp } from "lucide-react";
import { useState, type DragEvent, type ReactNode } from "react";
import { FileTrigger } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { Button } from "../../shared/ui/button";
import { toast } from "../../shared/ui/toast";
import { asProblem } from "../../shared/api/problem";
import { onlyFile } from "../../shared/ui/only-file";
import { decoded, LARGEST } from "./decoded";
import { Guesses } from "./guesses";
import { keepOriginal, readElsewhere, type Place } from "./opened";

export type OpenFile = (file: File | undefined) => void;

export function useOpenFile(place: Place, onText: (text: string, name: string) => void): OpenFile {
  const { t } = useTranslation("script");
  return (file) => {
    if (!file) return;
    if (file.size > LARGEST) return toast(t("file.too-large"), { kind: "problem" });
    if (/\.(?:docx?|odt|rtf|highland|fadein)$/i.test(file.name))
      return toast(t("file.not-script", { name: file.name }), { kind: "problem" });
    void textOf(place, file).then(
      (text) => onText(text, file.name),
      (error: unknown) =>
        toast(error instanceof DOMException ? t("file.unreadable", { name: file.name }) : asProblem(error).message, {
          kind: "problem",
        }),
    );
  };
}

/** Fountain is read here; the server reads everything else, and text that stands as it was printed. */
async function textOf(place: Place, file: File): Promise<string> {
  if (/\.(?:fdx|pdf|md|markdown)$/i.test(file.name)) return readElsewhere(place, file, null);
  const text = decoded(await file.arrayBuffer());
  if (/\.txt$/i.test(file.name)) return readElsewhere(place, file, text);
  keepOriginal(place, null);
  return text;
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
