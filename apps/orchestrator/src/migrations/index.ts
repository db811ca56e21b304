import { CreateConversations1764000000000 } from './1764000000000-create-conversations.js';
import { AddSessionState1765000100000 } from './1765000100000-add-session-state.js';
import { AddSessionTurn1765000110000 } from './1765000110000-add-session-turn.js';
import { CreateMedia1765000600000 } from './1765000600000-create-media.js';
import { AddOwnership1765000700000 } from './1765000700000-add-ownership.js';
import { AcceptWithOwnership1765000710000 } from './1765000710000-accept-with-ownership.js';
import { FollowMerges1765000720000 } from './1765000720000-follow-merges.js';
import { ForgetSessions1765000900000 } from './1765000900000-forget-sessions.js';
import { MergeInOnePlace1765000910000 } from './1765000910000-merge-in-one-place.js';
import { CreateBuilds1765002000000 } from './1765002000000-create-builds.js';
import { CreatePhaseCache1765002100000 } from './1765002100000-create-phase-cache.js';
import { SayWhatIsRestored1765002300000 } from './1765002300000-say-what-is-restored.js';
import { CreateBuildMessages1765002400000 } from './1765002400000-create-build-messages.js';
import { SayWhatCameLater1765002600000 } from './1765002600000-say-what-came-later.js';
import { BeginNothingForTheErased1765002600001 } from './1765002600001-begin-nothing-for-the-erased.js';
import { WaitForHeldBudgets1765002700000 } from './1765002700000-wait-for-held-budgets.js';
import { MoveBuildsOnFaster1765003100000 } from './1765003100000-move-builds-on-faster.js';
import { KeepWhatIsUnfinished1765003200000 } from './1765003200000-keep-what-is-unfinished.js';
import { OweANotice1765003300000 } from './1765003300000-owe-a-notice.js';
import { ClaimUrgentTurnsFirst1765004100000 } from './1765004100000-claim-urgent-turns-first.js';

export const migrations = [
  CreateConversations1764000000000,
  AddSessionState1765000100000,
  AddSessionTurn1765000110000,
  CreateMedia1765000600000,
  AddOwnership1765000700000,
  AcceptWithOwnership1765000710000,
  FollowMerges1765000720000,
  ForgetSessions1765000900000,
  MergeInOnePlace1765000910000,
  CreateBuilds1765002000000,
  CreatePhaseCache1765002100000,
  SayWhatIsRestored1765002300000,
  CreateBuildMessages1765002400000,
  SayWhatCameLater1765002600000,
  BeginNothingForTheErased1765002600001,
  WaitForHeldBudgets1765002700000,
  MoveBuildsOnFaster1765003100000,
  KeepWhatIsUnfinished1765003200000,
  OweANotice1765003300000,
  ClaimUrgentTurnsFirst1765004100000,
];
