global using Squash.Tar;
