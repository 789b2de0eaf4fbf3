import { Command } from 'commander'
import { benchTrain } from './benchTrain.ts'

/** `npm run bench -- <what>`: how fast it is here. A new bench is a file and a subcommand. */
const program = new Command('npm run bench --')
program
  .command('train')
  .description('a full-batch gradient of fc2-512 against the bare products')
  .option('--repeats <count>', 'how often', '3')
  .action(({ repeats }: { repeats: string }) => benchTrain(Number(repeats)))

await program.parseAsync().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
