/** Tabs whose selection the address keeps: give `selected` from the search parameters. */
import type { ReactNode } from "react";
import { Tab, TabList, TabPanel, Tabs as Base } from "react-aria-components";

export interface TabItem<Id extends string> {
  id: Id;
  label: string;
  count?: number;
  content: ReactNode;
}

export function Tabs<Id extends string>({
  label,
  items,
  selected,
  onSelect,
}: {
  label: string;
  items: readonly TabItem<Id>[];
  selected: Id;
  onSelect: (id: Id) => void;
}) {
  return (
    <Base
      selectedKey={selected}
      onSelectionChange={(key) => onSelect(key as Id)}
      className="flex min-h-0 flex-1 flex-col"
    >
      <TabList aria-label={label} className="flex shrink-0 flex-wrap gap-x-4 border-b border-line px-3">
        {items.map((item) => (
          <Tab
            key={item.id}
            id={item.id}
            className="-mb-px flex h-8 cursor-default whitespace-nowrap items-center gap-1.5 border-b-2 border-transparent text-form text-muted hover:text-text selected:border-accent selected:text-text"
          >
            {item.label}
            {item.count !== undefined && <span className="numbers text-label text-muted">{item.count}</span>}
          </Tab>
        ))}
      </TabList>
      {items.map((item) => (
        <TabPanel key={item.id} id={item.id} className="min-h-0 flex-1 overflow-auto outline-none">
          {item.content}
        </TabPanel>
      ))}
    </Base>
  );
}
