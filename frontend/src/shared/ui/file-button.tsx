/** Choosing one file: by a button, or by dropping it where it is asked for. */
import { FileUp } from "lucide-react";
import { FileTrigger } from "react-aria-components";
import { onlyFile } from "./only-file";
import { Button } from "./button";

interface FileButtonProps {
  label: string;
  /** Endings and types that the browser offers. */
  accept: readonly string[];
  isDisabled: boolean;
  onFile: (file: File) => void;
}

export function FileButton({ label, accept, isDisabled, onFile }: FileButtonProps) {
  return (
    <FileTrigger
      acceptedFileTypes={accept}
      onSelect={(files) => {
        if (files?.[0]) onFile(files[0]);
      }}
    >
      <Button icon={<FileUp size={14} aria-hidden />} isDisabled={isDisabled}>
        {label}
      </Button>
    </FileTrigger>
  );
}

/** The button with what it is for, where files can be dropped too. */
export function FileDrop({ text, ...button }: FileButtonProps & { text: string }) {
  const { isDisabled, onFile } = button;
  return (
    <div
      className="flex flex-col items-center gap-3 rounded-md border border-dashed border-line px-6 py-10 text-center"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = isDisabled ? undefined : onlyFile(event.dataTransfer.files);
        if (file) onFile(file);
      }}
    >
      <p className="max-w-prose text-body text-muted">{text}</p>
      <FileButton {...button} />
    </div>
  );
}
