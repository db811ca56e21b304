import type { KnownAgents } from './known-agents.js';
import { readWorkflow } from './read-workflow.js';
import { buildAgents } from './workflows.stage.js';

const good = `name: example
title: An example
phases:
  - name: plan
    agent: planner
    task: Plan {{request}}
  - name: build
    agent: frontend
    depends_on: [plan]
    writes: [index.html]
    task: |
      Build what was planned.
      {{outputs.plan.summary}} and {{outputs.plan}}
  - name: check
    agent: qa
    depends_on: [build]
    task: Check {{outputs.plan.title}}
  - name: repair
    agent: frontend
    depends_on: [check]
    when: { phase: check, field: passed, equals: false }
    task: Repair
`;

const problemsOf = (text: string, agents: KnownAgents | 'unknown' = buildAgents) =>
  (readWorkflow('w.yaml', text, agents === 'unknown' ? undefined : agents).problems ?? []).map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
const spoilt = (from: string, to: string) => {
  expect(good).toContain(from);
  return problemsOf(good.replace(from, to));
};

describe(readWorkflow, () => {
  it('gives the phases with their defaults', () => {
    const { workflow } = readWorkflow('w.yaml', good, buildAgents) as { workflow: { phases: object[] } };
    expect(workflow).toMatchObject({ name: 'example', title: 'An example' });
    expect(workflow.phases[1]).toEqual({
      name: 'build',
      agent: 'frontend',
      task: 'Build what was planned.\n{{outputs.plan.summary}} and {{outputs.plan}}',
      dependsOn: ['plan'],
      reads: ['**'],
      writes: ['index.html'],
      timeoutMs: 300_000,
      silentMs: 120_000,
      attempts: 3,
      cache: true,
      approval: false,
      effect: 'none',
      block: 'build',
    });
    expect(workflow.phases[3]).toMatchObject({ when: { phase: 'check', field: 'passed', equals: false } });
  });

  it('gives the same version to the same phases, however they are written', () => {
    const versionOf = (text: string) => {
      const read = readWorkflow('w.yaml', text, buildAgents);
      return read.problems ? 'none' : read.workflow.version;
    };
    expect(versionOf(good)).toMatch(/^[0-9a-f]{64}$/);
    expect(versionOf(`# A comment\n${good.replace('task: Repair', 'task: "Repair"')}`)).toBe(versionOf(good));
    expect(versionOf(good.replace('task: Repair', 'task: Repair it'))).not.toBe(versionOf(good));
  });

  it.each<[string, string, string, string]>([
    ['an unknown field', '    agent: qa\n', '    agent: qa\n    colour: red\n', '16:5 unknown field "colour"'],
    ['an unknown field of the file', 'title: An', 'owner: me\ntitle: An', '2:1 unknown field "owner"'],
    ['an unknown field within', 'field: passed,', 'field: passed, not: 1,', '21:42 unknown field "not"'],
    ['a missing field', 'title: An example\n', '', '1:1 title: Invalid input'],
    ['a missing agent', '    agent: qa\n', '', '14:5 agent: Invalid input'],
    ['an unknown dependency', '[build]', '[plan, biuld]', '16:24 "check" depends on "biuld", which does not exist'],
    ['an unknown agent', 'agent: qa', 'agent: tester', '15:12 there is no agent "tester"'],
    ['a name that is none', 'name: check', 'name: Check it', '14:11 name: expected a name'],
    ['a name twice', 'name: check', 'name: build', '14:11 there is another phase "build"'],
    ['an empty instruction', 'task: Repair', "task: ' '", '22:11 task: expected an instruction'],
    ['a time that is too long', 'agent: qa', 'agent: qa\n    timeout_s: 9999', '16:16 timeout_s: Too big'],
    ['no attempt', 'agent: qa', 'agent: qa\n    attempts: 0', '16:15 attempts: Too small'],
    ['half an attempt', 'agent: qa', 'agent: qa\n    attempts: 1.5', '16:15 attempts: Invalid input'],
    [
      'silence beyond the end',
      'agent: qa',
      'agent: qa\n    timeout_s: 10\n    silent_s: 60',
      '17:15 silent_s is longer',
    ],
    ['a path that leaves', '[index.html]', '[a.css, ../x]', '10:21 expected no . or ..'],
    ['an absolute path', '[index.html]', '[/etc/passwd]', '10:14 expected a relative path'],
    [
      'an unknown variable',
      '{{request}}',
      '{{reqest}}',
      '6:16 there is no variable "reqest"; there are request, title',
    ],
    ['an inherited variable', '{{request}}', '{{constructor}}', '6:16 there is no variable "constructor"'],
    ['code in a variable', '{{request}}', '{{request.trim()}}', '6:16 there is no variable like this'],
    ['a variable that is not closed', '{{request}}', '{{request', '6:16 a template variable is not closed'],
    [
      'an output of nobody',
      '{{outputs.plan}}',
      '{{outputs.plna}}',
      '13:36 {{outputs.plna}} is about "plna", which does not exist',
    ],
    [
      'an output of a phase beside it',
      '{{outputs.plan}}',
      '{{outputs.check}}',
      '13:36 {{outputs.check}} is about "check", on which "build" does not depend',
    ],
    ['its own output', '{{outputs.plan}}', '{{outputs.build}}', '13:36 {{outputs.build}} is about itself'],
    [
      'a field that the output lacks',
      'plan.summary',
      'plan.sumary',
      '13:7 the output of "plan" has no field "sumary"; it has title, slug',
    ],
    [
      'a condition on a stranger',
      'phase: check,',
      'phase: chekc,',
      '21:20 its condition is about "chekc", which does not',
    ],
    [
      'a condition on a phase that it does not wait for',
      '[check]',
      '[plan]',
      '21:20 its condition is about "check", on which',
    ],
    [
      'a condition that is never met',
      'field: passed',
      'field: pased',
      '21:34 unreachable: the output of "check" has no field "pased", so it would never run',
    ],
    [
      'a condition on a value of another kind',
      'equals: false',
      'equals: "no"',
      '21:34 unreachable: the output of "check" gives no string in "passed"',
    ],
    [
      'a list as a condition',
      'equals: false',
      'equals: [false]',
      '21:50 equals: expected a text, a number, true or false',
    ],
    [
      'a cycle',
      '    agent: planner\n',
      '    agent: planner\n    depends_on: [check]\n',
      '6:18 cycle: plan → check → build → plan',
    ],
    ['a phase that waits for itself', '[plan]', '[build]', '9:18 cycle: build → build'],
    [
      'an unknown pattern',
      'agent: qa',
      'pattern: loop',
      '15:14 there is no such pattern; there are sequential, parallel',
    ],
    ['no phase', good.slice(good.indexOf('\n  - name: plan')), ' []\n', '3:9 phases: expected at least one phase'],
    [
      'a phase that is none',
      '  - name: plan\n',
      '  - nonsense\n  - name: plan\n',
      '4:5 Invalid input: expected object',
    ],
    ['a key twice', 'agent: qa', 'agent: qa\n    agent: qa', '16:5 Map keys must be unique'],
    ['a tab', '    agent: qa', '\tagent: qa', '15:1 Tabs are not allowed as indentation'],
  ])('finds %s', (_, from, to, expected) => {
    expect(spoilt(from, to)).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  });

  it('finds nothing in what is good, and nothing about agents while they are not known', () => {
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf(good.replaceAll('agent: qa', 'agent: tester'), 'unknown')).toEqual([]);
  });

  it('names a phase that can never start because of a cycle above it', () => {
    const cyclic = good.replace('    agent: planner\n', '    agent: planner\n    depends_on: [build]\n');
    expect(problemsOf(cyclic)).toEqual([
      '6:18 cycle: plan → build → plan',
      '15:11 unreachable: "check" waits for the cycle plan → build → plan',
      '19:11 unreachable: "repair" waits for the cycle plan → build → plan',
    ]);
  });

  it('tells everything at once, in the order of the file, and blames nobody for the mistake of another', () => {
    const text = good
      .replace('{{request}}', '{{who}}')
      .replace('depends_on: [plan]', 'depends_on: [plan, nobody]')
      .replace('agent: qa', 'agent: tester\n    speed: 3')
      .replace('equals: false', 'equals: {}');
    expect(problemsOf(text).map((problem) => problem.slice(0, 40))).toEqual([
      expect.stringMatching(/^6:16 there is no variable "who"/),
      expect.stringMatching(/^9:24 "build" depends on "nobody"/),
      expect.stringMatching(/^16:5 unknown field "speed"/),
      expect.stringMatching(/^22:50 equals: expected/),
    ]);
  });

  it.each(['', 'null', '[]', '3', 'phases: 3', '- - -', '{', '&a [*a, *a]', '\u0000'])('survives %j', (text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });
});
