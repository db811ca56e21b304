import { featuresOf } from './features.js';

export interface LabelledText {
  label: string;
  text: string;
}

export interface Ranked {
  label: string;
  /** Cosine between the text and everything that was said for this label: 0 to 1. */
  score: number;
}

interface Posting {
  label: number;
  weight: number;
}

/**
 * Labels by the nearness of their example texts: tf-idf over words and characters, one centroid a label, an inverted
 * index. No network, no model; about 0.05 ms for a short text. Centroids beat the nearest example when examples are few.
 */
export class CentroidIndex {
  private readonly labels: string[];
  private readonly postings = new Map<string, { idf: number; of: Posting[] }>();
  private readonly rareIdf: number;

  constructor(examples: readonly LabelledText[]) {
    this.labels = [...new Set(examples.map(({ label }) => label))];
    const counted = examples.map(({ label, text }) => ({
      label: this.labels.indexOf(label),
      counts: featuresOf(text),
    }));
    const documents = new Map<string, number>();
    for (const { counts } of counted) {
      for (const feature of counts.keys()) documents.set(feature, (documents.get(feature) ?? 0) + 1);
    }
    const idfOf = (feature: string) => Math.log(1 + counted.length / documents.get(feature)!);
    this.rareIdf = Math.log(1 + counted.length);

    const centroids = this.labels.map(() => new Map<string, number>());
    for (const { label, counts } of counted) {
      const vector = [...counts].map(([feature, count]) => [feature, (1 + Math.log(count)) * idfOf(feature)] as const);
      const norm = Math.hypot(...vector.map(([, weight]) => weight)) || 1;
      const centroid = centroids[label]!;
      for (const [feature, weight] of vector) centroid.set(feature, (centroid.get(feature) ?? 0) + weight / norm);
    }
    centroids.forEach((centroid, label) => {
      const norm = Math.hypot(...centroid.values()) || 1;
      for (const [feature, weight] of centroid) {
        const entry = this.postings.get(feature) ?? { idf: idfOf(feature), of: [] };
        entry.of.push({ label, weight: weight / norm });
        this.postings.set(feature, entry);
      }
    });
  }

  /** All labels, best first. A feature that no example has weighs like the rarest: strange texts score low. */
  rank(text: string): Ranked[] {
    const scores = new Float64Array(this.labels.length);
    let squares = 0;
    for (const [feature, count] of featuresOf(text)) {
      const entry = this.postings.get(feature);
      const weight = (1 + Math.log(count)) * (entry?.idf ?? this.rareIdf);
      squares += weight * weight;
      if (!entry) continue;
      for (const { label, weight: own } of entry.of) scores[label]! += weight * own;
    }
    const norm = Math.sqrt(squares) || 1;
    return this.labels
      .map((label, index) => ({ label, score: scores[index]! / norm }))
      .sort((a, b) => b.score - a.score);
  }
}
