import { MAX_CASES } from '../usual.js';
import { childOf, childrenOf, type XmlElement } from '../xml.js';
import { XmlRefused } from '../xml-refused.js';
import type { FpsTest } from './item.js';

/**
 * The tests of an item: its sample, then the pairs of `test_input` and `test_output`, by their names when every one
 * has a name of its own, else in order. Of unequal counts the surplus is passed over; inputs only, an even number of
 * them, are inputs and outputs by turns.
 *
 * @throws XmlRefused when there is none
 */
export function testsOf(item: XmlElement, warnings: string[]): readonly FpsTest[] {
  const sample = sampleOf(item);
  const pairs = pairsOf(item, warnings);
  if (pairs.length > MAX_CASES) throw new XmlRefused(`has more than ${MAX_CASES} tests`, item.line);
  if (pairs.length === 0 && sample.length === 0) throw new XmlRefused('has no test data', item.line);
  if (pairs.length === 0) warnings.push('there is no test data but the sample');
  const digits = String(pairs.length).length;
  const names = pairs.map(({ name }) => name);
  const named = allDistinct(names) && names.every((name) => NAME.test(name));
  const secret = pairs.map(({ name, input, output }, index) => ({
    name: `secret/${named ? name : String(index + 1).padStart(digits, '0')}`,
    sample: false,
    input,
    output,
  }));
  return [...sample, ...secret];
}

/** Names that can be those of files. */
const NAME = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,199}$/;

interface Pair {
  readonly name: string;
  readonly input: string;
  readonly output: string;
}

function sampleOf(item: XmlElement): readonly FpsTest[] {
  const [input, output] = [childOf(item, 'sample_input'), childOf(item, 'sample_output')];
  if (!input || !output || (input.text.trim() === '' && output.text.trim() === '')) return [];
  return [{ name: 'sample/1', sample: true, input: input.text, output: output.text }];
}

function pairsOf(item: XmlElement, warnings: string[]): readonly Pair[] {
  const inputs = childrenOf(item, 'test_input');
  const outputs = childrenOf(item, 'test_output');
  if (outputs.length === 0 && inputs.length > 0) return alternating(inputs, warnings);
  return byNames(inputs, outputs) ?? inOrder(inputs, outputs, warnings);
}

function alternating(texts: readonly XmlElement[], warnings: string[]): readonly Pair[] {
  if (texts.length % 2 === 1) {
    warnings.push(`${texts.length} inputs have no output, and are passed over`);
    return [];
  }
  warnings.push('there is no test_output: the test_inputs are taken as inputs and outputs by turns');
  return inOrder(
    texts.filter((_, index) => index % 2 === 0),
    texts.filter((_, index) => index % 2 === 1),
    warnings,
  );
}

function byNames(inputs: readonly XmlElement[], outputs: readonly XmlElement[]): readonly Pair[] | undefined {
  const names = inputs.map(nameOf);
  const others = new Map(outputs.map((output) => [nameOf(output), output]));
  const matches = others.size === outputs.length && inputs.length === outputs.length && allDistinct(names);
  if (!matches || names.some((name) => name === '' || !others.has(name))) return undefined;
  return inputs.map((input, index) => pair(names[index]!, input, others.get(names[index]!)!));
}

function inOrder(
  inputs: readonly XmlElement[],
  outputs: readonly XmlElement[],
  warnings: string[],
): readonly Pair[] {
  const count = Math.min(inputs.length, outputs.length);
  if (inputs.length !== outputs.length)
    warnings.push(
      `there are ${inputs.length} <test_input> and ${outputs.length} <test_output>: the first ${count} of each are taken`,
    );
  return inputs.slice(0, count).map((input, index) => pair(nameOf(input), input, outputs[index]!));
}

function pair(name: string, input: XmlElement, output: XmlElement): Pair {
  return { name, input: input.text, output: output.text };
}

/** Without the extension that some writers give. */
function nameOf({ attributes }: XmlElement): string {
  const name = attributes.get('name') ?? attributes.get('filename') ?? '';
  return name.trim().replace(/\.(in|out|ans)$/, '');
}

function allDistinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}
