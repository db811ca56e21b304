import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A turn as operators see it; the pipeline writes it by statements of its own. */
@Entity('turns')
export class TurnEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('text')
  stage!: 'started' | 'answered' | 'done' | 'set_aside';

  @Column('int')
  attempts!: number;

  @Column('text', { nullable: true })
  error!: string | null;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
