import { createRunner, messageOf } from '../../lib/index.js';

export interface Question {
  readonly id: number;
  readonly argv: string[];
  readonly stdin?: string;
}

export interface Answer {
  readonly id: number;
  /** Why the run is no run. */
  readonly failed?: string;
  readonly stdout: string;
}

const runner = createRunner();

async function answer({ id, argv, stdin }: Question): Promise<Answer> {
  try {
    const result = await runner.run({ argv, stdin });
    const failed = result.ok ? undefined : `ended as ${result.status} ${result.stderr}`.trim();
    return { id, failed, stdout: result.stdout };
  } catch (error) {
    return { id, failed: messageOf(error), stdout: '' };
  }
}

process.on('message', (question: Question) => {
  void answer(question).then((said) => process.connected && process.send!(said));
});
process.on('disconnect', () => void runner.close());
