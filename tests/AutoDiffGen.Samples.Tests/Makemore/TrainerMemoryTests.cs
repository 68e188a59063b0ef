using Makemore.Data;
using Makemore.Models;
using Makemore.Randomness;
using Makemore.Training;

namespace AutoDiffGen.Samples.Tests.Makemore;

/// <summary>Watches the process-wide pool, so no other test runs beside it.</summary>
[CollectionDefinition(nameof(TrainerMemoryTests), DisableParallelization = true)]
[Collection(nameof(TrainerMemoryTests))]
public sealed class TrainerMemoryTests
{
    [Fact]
    public void AStepAllocatesNothing()
    {
        Trainer trainer = TrainerTests.Create(new TrainingSettings { Steps = 1000 }, out _);
        for (int i = 0; i < 200; i++)
        {
            trainer.Step();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 200; i++)
        {
            trainer.Step();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
