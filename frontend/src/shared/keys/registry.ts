/** Every shortcut and command of the page: one registry behind key presses, tooltips, the palette and the "?" sheet. */
import { useEffect, useRef } from "react";
import { setInteractionModality } from "react-aria/useFocusVisible";
import { create } from "zustand";

export interface Command {
  /** Stable and unique, such as "board.run". */
  id: string;
  /** Already translated. */
  label: string;
  /** Heading in palette and sheet, already translated. */
  group: string;
  /** "mod+k", "shift+enter", "g b" (one after the other), "?"; none = palette alone. */
  keys?: string;
  run: () => void;
  /** false: shown as off and does nothing. */
  enabled?: boolean;
  /** Works in text fields too: combinations with mod and Escape do unless this is false. */
  inFields?: boolean;
  /** Runs once however long its key is held down. */
  once?: boolean;
}

interface Registry {
  commands: Readonly<Record<string, Command>>;
  /** Single keys can be switched off for people who dictate or press keys by mistake. */
  singleKeys: boolean;
}

const KEPT = "continuity.single-keys";
const PATIENCE = 900;

export const useCommands = create<Registry>(() => ({ commands: {}, singleKeys: localStorage.getItem(KEPT) !== "off" }));

export function setSingleKeys(on: boolean): void {
  localStorage.setItem(KEPT, on ? "on" : "off");
  useCommands.setState({ singleKeys: on });
}

/** Offer a command while the component stands. The newest component wins where two want the same keys. */
export function useShortcut(command: Command): void {
  const latest = useRef(command);
  useEffect(() => {
    latest.current = command;
  });
  const { id, label, group, keys, enabled = true, inFields = always(command.keys ?? ""), once = false } = command;
  useEffect(() => {
    const offered: Command = {
      id,
      label,
      group,
      enabled,
      inFields,
      once,
      run: () => latest.current.run(),
      ...(keys ? { keys } : {}),
    };
    useCommands.setState(({ commands }) => ({ commands: { ...commands, [id]: offered } }));
    return () =>
      useCommands.setState(({ commands }) => {
        if (commands[id] !== offered) return {};
        const { [id]: _, ...rest } = commands;
        return { commands: rest };
      });
  }, [id, label, group, keys, enabled, inFields, once]);
}

/** The keys of a command, for tooltips and menus. */
export function useKeysOf(id: string): string | undefined {
  return useCommands((state) => state.commands[id]?.keys);
}

let begun = { keys: "", at: 0 };

/** Find and run what a key press means. Returns whether it meant anything. */
export function press(event: KeyboardEvent): boolean {
  const pressed = nameOf(event);
  if (pressed === null || event.defaultPrevented) return false;
  const { commands, singleKeys } = useCommands.getState();
  if (slides(event, pressed)) return false;
  const inField = isField(event.target) || isField(document.activeElement); // lists repeat keys of their search field on a row
  const bound = Object.values(commands).filter(
    (each) => each.keys !== undefined && (!inField || (each.inFields ?? always(each.keys))),
  );
  const open = bound.filter((each) => singleKeys || always(each.keys ?? "") || !isSingle(each.keys ?? ""));
  const sequence = event.timeStamp - begun.at < PATIENCE && begun.keys ? `${begun.keys} ${pressed}` : pressed;
  const found = open.findLast((each) => each.keys === sequence) ?? open.findLast((each) => each.keys === pressed);
  begun = found
    ? { keys: "", at: 0 }
    : { keys: open.some((each) => each.keys?.startsWith(`${sequence} `)) ? sequence : "", at: event.timeStamp };
  if (!found) return false;
  event.preventDefault();
  // Left to itself react-aria counts no combination with mod as a keyboard, and then moves the focus into what a command
  // opens a frame late, or not at all where a field comes later than its dialog.
  setInteractionModality("keyboard");
  if (found.enabled !== false && !(found.once && event.repeat)) found.run();
  return true;
}

/** "mod+k" as the keys that people see: ⌘K on a Mac, Ctrl K elsewhere. */
export function shownKeys(keys: string): string[] {
  const mac = /Mac|iP/.test(navigator.platform);
  const names: Record<string, string> = {
    mod: mac ? "⌘" : "Ctrl",
    shift: "⇧",
    alt: mac ? "⌥" : "Alt",
    enter: "↵",
    escape: "Esc",
    arrowleft: "←",
    arrowright: "→",
    arrowup: "↑",
    arrowdown: "↓",
    space: "Space",
    delete: "Del",
  };
  return keys
    .split(" ")
    .flatMap((step) => step.split("+").map((key) => names[key] ?? (key.length === 1 ? key.toUpperCase() : key)));
}

function nameOf(event: KeyboardEvent): string | null {
  const key = event.key === " " ? "space" : event.key.toLowerCase();
  if (["shift", "control", "alt", "meta", "dead", "process", "unidentified"].includes(key)) return null;
  const printed = event.key.length === 1 && event.key !== " " && !/[a-z]/i.test(event.key);
  return [
    event.metaKey || event.ctrlKey ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && !printed ? "shift" : "",
    key,
  ]
    .filter(Boolean)
    .join("+");
}

function always(keys: string): boolean {
  return keys.startsWith("mod+") || keys.startsWith("escape");
}

function isSingle(keys: string): boolean {
  return keys.split(" ").every((step) => step.length === 1);
}

const SLIDING = ["arrowleft", "arrowright", "arrowup", "arrowdown", "home", "end", "pageup", "pagedown"];

/** Whether a key moves the slider that has the focus; what else is pressed there means what it means elsewhere. */
function slides({ target }: KeyboardEvent, pressed: string): boolean {
  const slider = target instanceof HTMLInputElement && target.type === "range";
  return slider && SLIDING.includes(pressed.replace("shift+", ""));
}

function isField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "range", "submit"].includes(target.type);
  return (
    target.isContentEditable || target.matches("textarea, select, [role=textbox], [role=searchbox], [role=combobox]")
  );
}
