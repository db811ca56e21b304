import { QuarantinedItemEntity } from './quarantine/quarantined-item.entity.js';

export const entities = [QuarantinedItemEntity];
