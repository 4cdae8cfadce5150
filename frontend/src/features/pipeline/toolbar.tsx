/** Above the stages: draft or published, a stage more, a template to start from, and publishing. */
import { Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "../../shared/keys/registry";
import { useProduction } from "../../shared/routing/use-production";
import { Button } from "../../shared/ui/button";
import { Menu, MenuItem } from "../../shared/ui/menu";
import { Select } from "../../shared/ui/select";
import { withStage } from "./graph";
import { PublishDialog } from "./publish-dialog";
import type { Pipeline } from "./queries";
import { TemplatesMenu } from "./templates-menu";
import type { Editing } from "./use-editing";

interface ToolbarProps {
  pipeline: Pipeline;
  editing: Editing;
  drafted: boolean;
  onShow: (draft: boolean) => void;
  onStage: (stage: string) => void;
}

export function Toolbar({ pipeline, editing, drafted, onShow, onStage }: ToolbarProps) {
  const { t } = useTranslation("pipeline");
  const { version } = pipeline.published;
  return (
    <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Select
        label={t("shown.label")}
        labelHidden
        value={drafted ? "draft" : "published"}
        onChange={(value) => onShow(value === "draft")}
        options={[
          { value: "draft", label: t("shown.draft") },
          { value: "published", label: version > 0 ? t("shown.published", { version }) : t("shown.default") },
        ]}
        className="w-56"
      />
      <p className="text-body text-muted">{pipeline.draft.changed || editing.dirty ? t("differs") : t("agrees")}</p>
      <div className="flex-1" />
      {drafted && <AddStage pipeline={pipeline} editing={editing} onStage={onStage} />}
      <TemplatesMenu pipeline={pipeline} editing={editing} />
      <Publish pipeline={pipeline} editing={editing} />
    </header>
  );
}

function AddStage({ pipeline, editing, onStage }: Pick<ToolbarProps, "pipeline" | "editing" | "onStage">) {
  const { t } = useTranslation("pipeline");
  const [open, setOpen] = useState(false);
  useShortcut({
    id: "pipeline.add",
    label: t("add"),
    group: t("title"),
    keys: "n",
    enabled: editing.may.allowed,
    run: () => setOpen(true),
  });
  return (
    <Menu
      open={open}
      onOpen={setOpen}
      trigger={
        <Button icon={<Plus size={14} aria-hidden />} isDisabled={!editing.may.allowed}>
          {t("add")}
        </Button>
      }
    >
      {pipeline.kinds.map((kind) => (
        <MenuItem
          key={kind.name}
          label={kind.label || kind.name}
          onAction={() => {
            const [graph, id] = withStage(editing.graph, pipeline.kinds, kind);
            editing.change(graph);
            onStage(id);
          }}
        />
      ))}
    </Menu>
  );
}

/** Publishing takes what is saved, and only once nothing is wrong with it; what keeps it back is said beside it. */
function Publish({ pipeline, editing }: { pipeline: Pipeline; editing: Editing }) {
  const { t } = useTranslation("pipeline");
  const { may } = useProduction();
  const [asking, setAsking] = useState(false);
  const can = may("publish", pipeline.can);
  const wrong = pipeline.draft.problems.length;
  const held = !can.allowed
    ? can.reason
    : editing.dirty
      ? t("publish.unsaved")
      : wrong > 0
        ? t("publish.wrong", { count: wrong })
        : pipeline.draft.changed
          ? null
          : t("publish.same");
  const ready = can.allowed && held === null;
  useShortcut({
    id: "pipeline.publish",
    label: t("publish.open"),
    group: t("title"),
    keys: "p",
    enabled: ready,
    run: () => setAsking(true),
  });
  return (
    <>
      {held && (pipeline.draft.changed || editing.dirty) && <p className="text-body text-muted">{held}</p>}
      <Button kind="primary" isDisabled={!ready} onPress={() => setAsking(true)}>
        {t("publish.open")}
      </Button>
      {asking && <PublishDialog pipeline={pipeline} onClose={() => setAsking(false)} />}
    </>
  );
}
