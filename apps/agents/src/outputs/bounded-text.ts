import { z } from 'zod';

/** Text of a model: bounded, never empty. */
export const boundedText = (length: number) => z.string().trim().min(1, 'is empty').max(length);

/** A path of a workspace as a model names it; whether it is there is seen later. */
export const pathText = boundedText(200);

/** Matches the names of phases and sites. */
export const slugPattern = /^[a-z0-9][a-z0-9-]{1,62}$/;
