import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An item of a webhook that was set aside, with everything needed to try it again. */
@Entity('quarantine')
@Index('quarantine_waiting', ['receivedAt', 'id'], { where: 'replayed_at IS NULL' })
export class QuarantinedItemEntity {
  /** Digest of kind and raw: the same item that comes again is the same row. */
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  reason!: string;

  @Column('text')
  detail!: string;

  @Column('text', { name: 'phone_number_id' })
  phoneNumberId!: string;

  /** The bytes as they came, or a webhook that holds the item alone. */
  @Column('bytea')
  raw!: Buffer;

  @Column('timestamptz', { name: 'received_at', default: () => 'now()' })
  receivedAt!: Date;

  /** When an operator's replay was accepted. */
  @Column('timestamptz', { name: 'replayed_at', nullable: true })
  replayedAt!: Date | null;

  /** Replays so far. */
  @Column('integer', { default: 0 })
  attempts!: number;
}
