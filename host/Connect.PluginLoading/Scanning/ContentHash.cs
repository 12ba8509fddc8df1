using System.Security.Cryptography;
using System.Text;

namespace Connect.PluginLoading.Scanning;

/// <summary>What a plugin's files hold, as one text: the same for the same content, whatever the files' times are.</summary>
internal static class ContentHash
{
    /// <summary>Reads all files of a plugin. A zip counts as it is.</summary>
    public static string Of(PluginLocation location, IPluginFiles files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (location.Form == LocationForm.Zip)
        {
            using var zip = new FileStream(location.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
            Append(hash, zip);
        }
        else
        {
            foreach (var path in files.Paths)
            {
                hash.AppendData(Encoding.UTF8.GetBytes(path + "\0"));
                using var content = files.Open(path);
                hash.AppendData(BitConverter.GetBytes(content.Length));
                Append(hash, content);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void Append(IncrementalHash hash, Stream content)
    {
        var buffer = new byte[81920];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
        }
    }
}
