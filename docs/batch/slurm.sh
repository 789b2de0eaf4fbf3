#!/bin/bash
# One experiment as a Slurm array, a task a shard; then, when all have ended well:
#   npm run experiment -- mnist-conv512-pgd-defined --merge --shards "$PWD/shards"
# Submit from the repository: mkdir -p shards && sbatch docs/batch/slurm.sh mnist-conv512-pgd-defined
# A shard that failed, again: sbatch --array=3 docs/batch/slurm.sh mnist-conv512-pgd-defined
#SBATCH --job-name=relevance-lab
#SBATCH --array=1-10
#SBATCH --cpus-per-task=2
#SBATCH --mem=4G
#SBATCH --time=08:00:00
#SBATCH --output=shards/%x-%A-%a.log
set -euo pipefail

shards=10 # as many as the whole array has

experiment=${1:?"name an experiment; npm run experiment lists them"}
export OPENBLAS_NUM_THREADS=${SLURM_CPUS_PER_TASK:-2}

# a task that was stopped goes on where it was when it is submitted again
exec npm run experiment -- "$experiment" \
  --shard "$SLURM_ARRAY_TASK_ID/$shards" \
  --shards "$PWD/shards" --cache "$PWD/shards/cache"
