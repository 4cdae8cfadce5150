/** Casts a reference in more shots of the film, whole scenes or one by one, once what that changes is said. */
import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AffectsNote } from "../../shared/affects/affects-note";
import { SaveProblem } from "../../shared/affects/conflict-notice";
import { useAffects } from "../../shared/affects/use-affects";
import { namesQuery, type Names } from "../../shared/api/names";
import { useDraftText } from "../../shared/drafts/use-draft";
import { useCommand } from "../../shared/live/use-command";
import { keys } from "../../shared/live/query-keys";
import { useProduction } from "../../shared/routing/use-production";
import { Button, IconButton } from "../../shared/ui/button";
import { Dialog } from "../../shared/ui/dialog";
import { Checkbox, Field } from "../../shared/ui/field";
import { QueryView } from "../../shared/ui/query-view";
import { Scrolling } from "../../shared/ui/scrolling";
import { toast } from "../../shared/ui/toast";
import { castEdit, castSeveral, type CastSeveral, type Reference } from "./queries";

const STRENGTH = /^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$/;

export function CastMore({ reference, onClose }: { reference: Reference; onClose: () => void }) {
  const { t } = useTranslation("references");
  const { id } = useProduction();
  const names = useQuery(namesQuery(id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [role, setRole, roleDraft] = useDraftText(`cast-more/${reference.id}/role`);
  const [typed, setStrength, strengthDraft] = useDraftText(`cast-more/${reference.id}/strength`);
  const strength = typed || "1";
  const good = STRENGTH.test(strength);
  const save = useCommand({
    call: castSeveral,
    onDone: (_, { shots }: CastSeveral) => {
      roleDraft.drop();
      strengthDraft.drop();
      toast(t("several.cast", { count: shots.length, name: reference.name }));
      onClose();
    },
    renews: [keys.of(id, "used-by"), keys.of(id, "stages"), keys.of(id, "cast")],
  });
  const shots = [...chosen];
  const affects = useAffects(
    good && !save.saving
      ? shots.map((shot) => castEdit({ act: "set", shot, reference: reference.id, role, strength, follows: null }))
      : [],
  );
  const run = () =>
    save.run({ act: "set", reference: reference.id, shots, role, strength, version: reference.version });
  return (
    <Dialog
      title={t("several.title", { name: reference.name })}
      open
      onClose={onClose}
      width="medium"
      footer={
        <>
          <Button onPress={onClose}>{t("common:cancel")}</Button>
          <Button
            kind="primary"
            isDisabled={shots.length === 0 || !good || save.saving || affects.problem !== null}
            onPress={run}
          >
            {save.saving ? t("common:saving") : t("several.do", { count: shots.length })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <QueryView query={names}>
          {(known) => <Scenes names={known} reference={reference.id} chosen={chosen} onChoose={setChosen} />}
        </QueryView>
        <div className="grid grid-cols-[1fr_96px] gap-2">
          <Field label={t("cast.role")} value={role} onChange={setRole} />
          <Field
            label={t("cast.strength")}
            value={strength}
            onChange={setStrength}
            mono
            error={good ? null : t("cast.strength-wrong")}
          />
        </div>
        <AffectsNote affects={affects} />
        <SaveProblem problem={save.problem} onMine={run} onTheirs={save.reset} />
      </div>
    </Dialog>
  );
}

interface ScenesProps {
  names: Names;
  reference: string;
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** The scenes in which it could be cast further, each with those of its shots that do not cast it. */
function Scenes({ names, reference, chosen, onChoose }: ScenesProps) {
  const { t } = useTranslation("references");
  const [open, setOpen] = useState<string | null>(null);
  const free = [...names.shots.values()].filter(({ cast }) => !cast.some((entry) => entry.reference === reference));
  const scenes = [...names.scenes.values()]
    .map((scene) => ({ scene, shots: free.filter((shot) => shot.scene === scene.id) }))
    .filter(({ shots }) => shots.length > 0);
  const set = (shots: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const shot of shots)
      if (on) next.add(shot);
      else next.delete(shot);
    onChoose(next);
  };
  if (scenes.length === 0) return <p className="text-form text-muted">{t("several.all")}</p>;
  return (
    <Scrolling as="ul" aria-label={t("several.list")} className="max-h-[34vh] rounded-md border border-line">
      {scenes.map(({ scene, shots }) => {
        const ids = shots.map((shot) => shot.id);
        const on = ids.filter((shot) => chosen.has(shot)).length;
        const shown = open === scene.id;
        return (
          <li key={scene.id} className="border-b border-line px-2 py-1 last:border-b-0">
            <div className="flex items-center gap-2">
              <IconButton
                label={t("several.open", { code: scene.code })}
                aria-expanded={shown}
                icon={<ChevronRight size={14} aria-hidden className={shown ? "rotate-90" : undefined} />}
                onPress={() => setOpen(shown ? null : scene.id)}
              />
              <Checkbox
                isSelected={on === ids.length}
                isIndeterminate={on > 0 && on < ids.length}
                onChange={(is) => set(ids, is)}
              >
                <span className="numbers">{scene.code}</span>
                <span dir="auto">{scene.heading.text}</span>
                <span className="numbers text-muted">{t("several.of", { on, count: ids.length })}</span>
              </Checkbox>
            </div>
            {shown && (
              <ul className="pl-9">
                {shots.map((shot) => (
                  <li key={shot.id}>
                    <Checkbox isSelected={chosen.has(shot.id)} onChange={(is) => set([shot.id], is)}>
                      <span className="numbers">{shot.code}</span>
                      <span dir="auto" className="line-clamp-1 text-muted">
                        {shot.description}
                      </span>
                    </Checkbox>
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </Scrolling>
  );
}
