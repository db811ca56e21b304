import { createHash } from 'node:crypto';
import type { AgentMessage } from '#libs/contracts';
import type { WorkspaceRecord } from './blob-store.js';
import type { Workspace } from './workspace.js';

export interface BuildPlace {
  agent: string;
  buildId: string;
  revision: number;
  phase: string;
  /** The name that the site asks for; empty for none. */
  slug: string;
  phoneNumberId: string;
  contactId: string;
}

/** Where a run of a build stands, and what its tools note for its end. */
export class BuildScene {
  /** Address of the site, once it is published. */
  url = '';
  hasChecked = false;
  /** Messages to other agents so far. */
  said = 0;
  private picture?: { sha256: string; data: Buffer };

  constructor(
    readonly place: BuildPlace,
    readonly workspace: Workspace,
    private readonly store: (record: WorkspaceRecord) => Promise<void>,
    private readonly tell: (message: AgentMessage) => void,
    /** Why a text must not leave this run; undefined when it may. */
    readonly refuse: (text: string) => string | undefined,
  ) {}

  say(message: AgentMessage): void {
    this.said += 1;
    this.tell(message);
  }

  /** SHA-256 of the newest picture of the site; empty without one. */
  get screenshot(): string {
    return this.picture?.sha256 ?? '';
  }

  /** The site as it looks now. */
  show(data: Buffer): void {
    this.picture = { sha256: createHash('sha256').update(data).digest('hex'), data };
  }

  /** @throws AppError WORKSPACE_REFUSED when bytes of a file are gone */
  async save(): Promise<void> {
    const { buildId, revision, phase, phoneNumberId, contactId } = this.place;
    const pictures = this.picture ? [this.picture.sha256] : [];
    const sha256 = [...new Set([...this.workspace.manifest().map((file) => file.sha256), ...pictures])];
    if (!buildId || sha256.length === 0) return; // nothing to keep, or nobody to keep it for
    const written = this.workspace.changes();
    if (this.picture) written.set(this.picture.sha256, this.picture.data);
    await this.store({ buildId, revision, phase, phoneNumberId, contactId, sha256, written });
  }
}
