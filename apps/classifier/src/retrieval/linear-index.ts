import { setImmediate as breathe } from 'node:timers/promises';
import { featuresOf } from './features.js';

export interface LabelledText {
  label: string;
  text: string;
}

export interface Ranked {
  label: string;
  /** Share of all labels: 0 to 1, together 1. */
  score: number;
}

interface Vector {
  features: Uint32Array;
  weights: Float32Array;
}

const epochs = 16;
const rate = 3;

/**
 * Labels by what their example texts have in common: multinomial logistic regression over tf-idf of words and
 * characters. No network; about 0.05 ms for a short text. docs/adr/0011 compares it with centroids and with libraries.
 */
export class LinearIndex {
  private readonly labels: string[];
  private readonly features = new Map<string, { id: number; idf: number }>();
  private readonly rareIdf: number;
  private readonly weights: Float32Array;
  private readonly biases: Float32Array;

  private constructor(examples: readonly LabelledText[]) {
    this.labels = [...new Set(examples.map(({ label }) => label))];
    const documents = new Map<string, number>();
    for (const { text } of examples) {
      for (const feature of featuresOf(text).keys()) documents.set(feature, (documents.get(feature) ?? 0) + 1);
    }
    for (const [feature, count] of documents) {
      this.features.set(feature, { id: this.features.size, idf: Math.log(1 + examples.length / count) });
    }
    this.rareIdf = Math.log(1 + examples.length);
    this.weights = new Float32Array(this.features.size * this.labels.length);
    this.biases = new Float32Array(this.labels.length);
  }

  /** Learns for some tenths of a second, in steps that let other work through. Equal examples make an equal index. */
  static async learn(examples: readonly LabelledText[]): Promise<LinearIndex> {
    const index = new LinearIndex(examples);
    const seen = examples.map(({ label, text }) => ({
      label: index.labels.indexOf(label),
      vector: index.toVector(text),
    }));
    let seed = 1;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) % below;
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let last = seen.length - 1; last > 0; last--) {
        const other = random(last + 1);
        [seen[last], seen[other]] = [seen[other]!, seen[last]!];
      }
      const step = rate / (1 + epoch / 10);
      for (const [count, { label, vector }] of seen.entries()) {
        index.improve(vector, label, step);
        if (count % 200 === 199) await breathe();
      }
    }
    return index;
  }

  /** All labels, best first. A feature that no example has weighs like the rarest: strange texts are near to none. */
  rank(text: string): Ranked[] {
    const scores = this.scoresOf(this.toVector(text));
    return this.labels.map((label, index) => ({ label, score: scores[index]! })).sort((a, b) => b.score - a.score);
  }

  private improve({ features, weights }: Vector, label: number, step: number): void {
    const errors = this.scoresOf({ features, weights });
    for (let other = 0; other < errors.length; other++) errors[other] = (other === label ? 1 : 0) - errors[other]!;
    for (let other = 0; other < errors.length; other++) this.biases[other]! += (step / 10) * errors[other]!;
    for (let index = 0; index < features.length; index++) {
      const [row, weight] = [features[index]! * errors.length, step * weights[index]!];
      for (let other = 0; other < errors.length; other++) this.weights[row + other]! += weight * errors[other]!;
    }
  }

  private scoresOf({ features, weights }: Vector): Float64Array {
    const scores = Float64Array.from(this.biases);
    for (let index = 0; index < features.length; index++) {
      const [row, weight] = [features[index]! * scores.length, weights[index]!];
      for (let label = 0; label < scores.length; label++) scores[label]! += weight * this.weights[row + label]!;
    }
    const highest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
    let sum = 0;
    for (let label = 0; label < scores.length; label++) sum += scores[label] = Math.exp(scores[label]! - highest);
    for (let label = 0; label < scores.length; label++) scores[label]! /= sum;
    return scores;
  }

  private toVector(text: string): Vector {
    const counts = featuresOf(text);
    const features = new Uint32Array(counts.size);
    const weights = new Float32Array(counts.size);
    let [length, squares] = [0, 0];
    for (const [feature, count] of counts) {
      const known = this.features.get(feature);
      const weight = (1 + Math.log(count)) * (known?.idf ?? this.rareIdf);
      squares += weight * weight;
      if (!known) continue;
      features[length] = known.id;
      weights[length++] = weight;
    }
    const norm = Math.sqrt(squares) || 1;
    for (let index = 0; index < length; index++) weights[index]! /= norm;
    return { features: features.subarray(0, length), weights: weights.subarray(0, length) };
  }
}
