/** The columns of a shot list, each with the first things in it and what it holds. */
import { useTranslation } from "react-i18next";
import { Select } from "../../shared/ui/select";
import type { Column, Field, Fields } from "./shot-list-calls";

const FIELDS: readonly Field[] = [
  "code",
  "scene",
  "heading",
  "place",
  "description",
  "size",
  "camera",
  "frames",
  "seconds",
  "timecode",
  "cast",
];
const NOTHING = "nothing";

interface ColumnTableProps {
  columns: readonly Column[];
  fields: Fields;
  onChange: (fields: Fields) => void;
}

export function ColumnTable({ columns, fields, onChange }: ColumnTableProps) {
  const { t } = useTranslation("board");
  const choices = [NOTHING, ...FIELDS].map((value) => ({ value, label: t(`list.field.${value}`) }));
  /** A field is held by one column: the one that had it before holds nothing then. */
  const give = (name: string, choice: string) => {
    const field = choice === NOTHING ? null : (choice as Field);
    const others = Object.entries(fields).map(([other, held]) => [other, held === field ? null : held] as const);
    onChange({ ...Object.fromEntries(others), [name]: field });
  };
  return (
    <table className="w-full text-body">
      <caption className="mb-2 text-left text-muted">{t("list.columns")}</caption>
      <thead className="text-left text-label text-muted">
        <tr>
          <th className="py-1 pr-3 font-normal">{t("list.column")}</th>
          <th className="py-1 pr-3 font-normal">{t("list.sample")}</th>
          <th className="w-52 py-1 font-normal">{t("list.holds")}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, sample }) => (
          <tr key={name} className="border-t border-line align-top">
            <td className="py-1.5 pr-3 font-medium">{name}</td>
            <td className="py-1.5 pr-3 text-muted">
              <span className="line-clamp-2">{sample.join(" · ") || "–"}</span>
            </td>
            <td className="py-1">
              <Select
                label={t("list.holds-of", { name })}
                labelHidden
                options={choices}
                value={fields[name] ?? NOTHING}
                onChange={(choice) => give(name, choice)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
