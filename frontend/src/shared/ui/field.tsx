/** Labelled fields of forms: one line, many lines, a search, a switch. */
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import {
  Checkbox as BaseCheckbox,
  FieldError,
  Input,
  Label,
  SearchField as BaseSearch,
  Text,
  TextArea,
  TextField,
  type TextFieldProps,
} from "react-aria-components";
import { classes } from "../lib/classes";

export const LABEL = "text-label font-medium text-muted";
export const INPUT =
  "w-full rounded-md border border-line bg-base px-2 text-form text-text placeholder:text-idle hover:border-strong focus:border-accent focus:outline-2 focus:outline-offset-0 focus:outline-accent disabled:text-idle invalid:border-failed";

export interface FieldProps extends Omit<TextFieldProps, "className" | "children"> {
  label: string;
  help?: ReactNode;
  error?: string | null;
  placeholder?: string;
  /** More than one makes a text area. */
  rows?: number;
  className?: string;
  mono?: boolean;
}

export function Field({ label, help, error, placeholder, rows = 1, className, mono = false, ...rest }: FieldProps) {
  const shared = {
    className: classes(INPUT, mono && "font-mono [font-variant-ligatures:none]", rows > 1 ? "py-1.5" : "h-8"),
    ...(placeholder ? { placeholder } : {}),
  };
  return (
    <TextField {...rest} isInvalid={Boolean(error)} className={classes("flex flex-col gap-1", className)}>
      <Label className={LABEL}>{label}</Label>
      {rows > 1 ? <TextArea dir="auto" rows={rows} {...shared} /> : <Input dir="auto" {...shared} />}
      {help && (
        <Text slot="description" className="text-label text-muted">
          {help}
        </Text>
      )}
      <FieldError className="flex gap-1 text-label text-text">
        <span aria-hidden className="text-failed">
          ✕
        </span>
        {error}
      </FieldError>
    </TextField>
  );
}

/** A search field; its label is for screen readers, its placeholder for eyes. */
export function SearchField({
  label,
  value,
  onChange,
  className,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
  className?: string;
}) {
  return (
    <BaseSearch
      aria-label={label}
      value={value}
      onChange={onChange}
      className={classes("relative flex items-center", className)}
    >
      <Search size={14} aria-hidden className="pointer-events-none absolute left-2 text-muted" />
      <Input
        dir="auto"
        placeholder={label}
        className={classes(INPUT, "h-7 pl-7 [&::-webkit-search-cancel-button]:hidden")}
      />
    </BaseSearch>
  );
}

export function Checkbox({
  children,
  ...rest
}: {
  children: ReactNode;
  isSelected?: boolean;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  onChange?: (on: boolean) => void;
  "aria-label"?: string;
}) {
  return (
    <BaseCheckbox {...rest} className="group flex min-h-6 items-center gap-2 text-form">
      <span
        aria-hidden
        className="flex size-4 items-center justify-center rounded-sm border border-strong text-label text-transparent group-focus-visible:outline-2 group-focus-visible:outline-accent group-selected:border-accent group-selected:bg-accent group-selected:text-on-accent group-indeterminate:border-accent group-indeterminate:text-accent"
      >
        <span className="hidden group-indeterminate:block">–</span>
        <span className="group-indeterminate:hidden">✓</span>
      </span>
      {children}
    </BaseCheckbox>
  );
}
