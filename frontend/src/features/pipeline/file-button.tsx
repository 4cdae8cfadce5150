/** A button that opens a file which holds a pipeline. */
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../shared/api/problem";
import { Button } from "../../shared/ui/button";
import { toast } from "../../shared/ui/toast";
import type { PipelineFile } from "./queries";

interface FileButtonProps {
  label: string;
  size?: "small" | "normal";
  onFile: (file: PipelineFile) => void | Promise<void>;
}

export function FileButton({ label, size = "normal", onFile }: FileButtonProps) {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button size={size} onPress={() => chooser.current?.click()}>
        {label}
      </Button>
      <FileChooser ref={chooser} label={label} onFile={onFile} />
    </>
  );
}

interface FileChooserProps extends Pick<FileButtonProps, "label" | "onFile"> {
  ref: React.RefObject<HTMLInputElement | null>;
}

/** The field behind it, for whoever opens it by other means. */
export function FileChooser({ ref, label, onFile }: FileChooserProps) {
  const { t } = useTranslation("pipeline");
  const open = (file: File) =>
    void read(file, t("file.unread", { name: file.name }))
      .then(onFile)
      .catch((error: unknown) => toast(asProblem(error).message, { kind: "problem" }));
  return (
    <input
      ref={ref}
      type="file"
      accept=".json,application/json"
      aria-label={label}
      tabIndex={-1}
      className="sr-only"
      onChange={({ target }) => {
        const [file] = target.files ?? [];
        if (file) open(file);
        target.value = "";
      }}
    />
  );
}

/** What a file holds, as data; the server says whether it is a pipeline. */
async function read(file: File, unread: string): Promise<PipelineFile> {
  const text = await file.text();
  try {
    return JSON.parse(text) as PipelineFile;
  } catch {
    throw new Error(unread);
  }
}
